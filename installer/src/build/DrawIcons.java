import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * Draws Vitrine's icon, the glass case with its panes, in the formats of the three platforms: {@code vitrine.png} (512 pixels),
 * {@code vitrine.ico} and {@code vitrine.icns}. Usage: {@code java DrawIcons.java FOLDER}
 */
final class DrawIcons {

    private static final Color GROUND = new Color(0x0F1626);
    private static final Color FRAME = new Color(0x5AA9FF);
    private static final Color RECORD = new Color(0x3DD598);
    private static final int[] ICO_SIZES = {16, 24, 32, 48, 64, 256};
    /** Apple's names for icons of 16 to 1024 pixels that hold PNG data. */
    private static final Map<String, Integer> ICNS_SIZES =
            new TreeMap<>(Map.of("icp4", 16, "icp5", 32, "icp6", 64, "ic07", 128, "ic08", 256, "ic09", 512, "ic10", 1024));

    public static void main(String[] arguments) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Files.write(folder.resolve("vitrine.png"), png(512));
        Files.write(folder.resolve("vitrine.ico"), ico());
        Files.write(folder.resolve("vitrine.icns"), icns());
    }

    private static byte[] png(int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        canvas.scale(size / 64.0, size / 64.0);
        draw(canvas);
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** On a field of 64 by 64. */
    private static void draw(Graphics2D canvas) {
        canvas.setColor(GROUND);
        canvas.fill(new RoundRectangle2D.Double(2, 2, 60, 60, 14, 14));
        canvas.setColor(FRAME);
        canvas.setStroke(new BasicStroke(3.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        canvas.draw(new RoundRectangle2D.Double(14, 12, 36, 40, 3, 3));
        canvas.draw(new Line2D.Double(14, 26, 50, 26));
        canvas.draw(new Line2D.Double(26, 26, 26, 52));
        canvas.setColor(RECORD);
        canvas.fill(new RoundRectangle2D.Double(33, 34, 10, 10, 2.5, 2.5));
    }

    /** A directory of entries, then their PNG data. A size of 256 is written as 0. */
    private static byte[] ico() throws IOException {
        List<byte[]> images = new ArrayList<>();
        for (int size : ICO_SIZES) {
            images.add(png(size));
        }
        int offset = 6 + 16 * images.size();
        ByteBuffer file = ByteBuffer.allocate(offset + images.stream().mapToInt(image -> image.length).sum()).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort((short) 0).putShort((short) 1).putShort((short) images.size());
        for (int i = 0; i < images.size(); i++) {
            file.put((byte) ICO_SIZES[i]).put((byte) ICO_SIZES[i]).put((byte) 0).put((byte) 0).putShort((short) 1).putShort((short) 32);
            file.putInt(images.get(i).length).putInt(offset);
            offset += images.get(i).length;
        }
        images.forEach(file::put);
        return file.array();
    }

    private static byte[] icns() throws IOException {
        ByteArrayOutputStream icons = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(icons);
        for (Map.Entry<String, Integer> icon : ICNS_SIZES.entrySet()) {
            byte[] png = png(icon.getValue());
            out.write(icon.getKey().getBytes(StandardCharsets.US_ASCII));
            out.writeInt(8 + png.length);
            out.write(png);
        }
        ByteBuffer file = ByteBuffer.allocate(8 + icons.size());
        return file.put("icns".getBytes(StandardCharsets.US_ASCII)).putInt(8 + icons.size()).put(icons.toByteArray()).array();
    }
}
