package dev.vitrine.app.export;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** An animated GIF, frame by frame; it plays over and over. Of each frame only what has changed is written, so that a film can be sent around. */
final class GifSequence implements AutoCloseable {

    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    private final ImageOutputStream out;
    private final int hundredths;
    private final GifColors colors;
    private final IndexColorModel model;
    private int[] before;

    /** A part of a frame: its upper left corner and its size. */
    private record Part(int x, int y, int width, int height) {}

    /** @param hundredths of a second that each frame is shown */
    GifSequence(OutputStream to, int hundredths, GifColors colors) throws IOException {
        this.out = new MemoryCacheImageOutputStream(to);
        this.hundredths = hundredths;
        this.colors = colors;
        this.model = colors.model();
        writer.setOutput(out);
        writer.prepareWriteSequence(null);
    }

    /** @param frame of plain RGB pixels, as large as the first one */
    void add(BufferedImage frame) throws IOException {
        int[] pixels = ((DataBufferInt) frame.getRaster().getDataBuffer()).getData();
        Part part = before == null ? new Part(0, 0, frame.getWidth(), frame.getHeight()) : changed(pixels, frame.getWidth());
        BufferedImage image = indexed(pixels, frame.getWidth(), part);
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "doNotDispose");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "TRUE");
        control.setAttribute("transparentColorIndex", String.valueOf(GifColors.AS_IT_WAS));
        control.setAttribute("delayTime", String.valueOf(hundredths));
        IIOMetadataNode place = child(root, "ImageDescriptor");
        place.setAttribute("imageLeftPosition", String.valueOf(part.x));
        place.setAttribute("imageTopPosition", String.valueOf(part.y));
        if (before == null) {
            IIOMetadataNode forever = new IIOMetadataNode("ApplicationExtension");
            forever.setAttribute("applicationID", "NETSCAPE");
            forever.setAttribute("authenticationCode", "2.0");
            forever.setUserObject(new byte[] {1, 0, 0});
            child(root, "ApplicationExtensions").appendChild(forever);
        }
        metadata.setFromTree(FORMAT, root);
        writer.writeToSequence(new IIOImage(image, null, metadata), null);
        before = pixels.clone();
        // What is written is given on: only the frame at work and the one before are held.
        out.flushBefore(out.getStreamPosition());
    }

    /** The smallest part that all changes lie in; a single pixel where there are none, because a frame needs one. */
    private Part changed(int[] pixels, int width) {
        int left = width;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] != before[i]) {
                top = top < 0 ? i / width : top;
                bottom = i / width;
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
            }
        }
        return top < 0 ? new Part(0, 0, 1, 1) : new Part(left, top, right - left + 1, bottom - top + 1);
    }

    private BufferedImage indexed(int[] pixels, int width, Part part) {
        BufferedImage image = new BufferedImage(part.width, part.height, BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < part.height; y++) {
            for (int x = 0; x < part.width; x++) {
                int at = (part.y + y) * width + part.x + x;
                to[y * part.width + x] = before != null && before[at] == pixels[at] ? (byte) GifColors.AS_IT_WAS : colors.nearest(pixels[at]);
            }
        }
        return image;
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode made = new IIOMetadataNode(name);
        root.appendChild(made);
        return made;
    }

    @Override
    public void close() throws IOException {
        try {
            writer.endWriteSequence();
            out.close();
        } finally {
            writer.dispose();
        }
    }
}
