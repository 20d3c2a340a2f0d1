package dev.vitrine.app.export;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** A drawing as pixels. On any thread. */
final class Raster {

    private final Graphics2D to;

    private Raster(Graphics2D to) {
        this.to = to;
    }

    /** @param scale pixels of the image for one of the drawing */
    static BufferedImage of(Drawing drawing, double scale) {
        BufferedImage image = new BufferedImage((int) Math.ceil(drawing.width() * scale), (int) Math.ceil(drawing.height() * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(scale, scale);
            graphics.setComposite(AlphaComposite.SrcOver);
            graphics.setColor(color(drawing.ground()));
            graphics.fillRect(0, 0, (int) Math.ceil(drawing.width()), (int) Math.ceil(drawing.height()));
            Raster raster = new Raster(graphics);
            drawing.shapes().forEach(raster::paint);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private void paint(Drawing.Shape shape) {
        switch (shape) {
            case Drawing.Box box -> box(box);
            case Drawing.Fade fade -> {
                to.setPaint(new GradientPaint((float) fade.x(), 0, color(fade.from()), (float) (fade.x() + fade.width()), 0, color(fade.to())));
                to.fill(new RoundRectangle2D.Double(fade.x(), fade.y(), fade.width(), fade.height(), 0, 0));
            }
            case Drawing.Stroke stroke -> stroke(stroke);
            case Drawing.Disc disc -> fill(new Ellipse2D.Double(disc.x() - disc.radius(), disc.y() - disc.radius(), 2 * disc.radius(), 2 * disc.radius()), disc.fill());
            case Drawing.Polygon polygon -> fill(path(polygon.points()), polygon.fill());
            case Drawing.Words words -> words(words);
        }
    }

    private void box(Drawing.Box box) {
        if (box.fill() != null) {
            fill(new RoundRectangle2D.Double(box.x(), box.y(), box.width(), box.height(), 2 * box.radius(), 2 * box.radius()), box.fill());
        }
        if (box.edge() != null) {
            to.setColor(color(box.edge()));
            to.setStroke(new BasicStroke(1));
            to.draw(new RoundRectangle2D.Double(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1, 2 * box.radius(), 2 * box.radius()));
        }
    }

    private void stroke(Drawing.Stroke stroke) {
        double[] p = stroke.points();
        to.setColor(color(stroke.color()));
        float width = (float) stroke.thickness();
        to.setStroke(stroke.dashed() ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {3, 6}, 0)
                : new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        to.draw(new CubicCurve2D.Double(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]));
    }

    private void words(Drawing.Words words) {
        double width = words.face().width(words.text(), words.size());
        double left = switch (words.anchor()) {
            case LEFT -> words.x();
            case MIDDLE -> words.x() - width / 2;
            case RIGHT -> words.x() - width;
        };
        to.setColor(color(words.color()));
        to.setFont(words.face().at(words.size()));
        to.drawString(words.text(), (float) left, (float) words.y());
    }

    private void fill(Shape shape, javafx.scene.paint.Color color) {
        to.setColor(color(color));
        to.fill(shape);
    }

    private static Path2D path(double[] points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }

    private static Color color(javafx.scene.paint.Color color) {
        return new Color((float) color.getRed(), (float) color.getGreen(), (float) color.getBlue(), (float) color.getOpacity());
    }
}
