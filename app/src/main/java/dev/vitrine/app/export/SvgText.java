package dev.vitrine.app.export;

import java.util.Locale;
import java.util.Map;
import javafx.scene.paint.Color;

/** A drawing in the words of SVG: shapes as shapes, text as text that can be searched, copied and edited. */
final class SvgText {

    private static final Map<Drawing.Anchor, String> ANCHORS = Map.of(Drawing.Anchor.LEFT, "start", Drawing.Anchor.MIDDLE, "middle", Drawing.Anchor.RIGHT, "end");

    private final StringBuilder out = new StringBuilder(64 * 1024);
    private int fades;

    private SvgText() {}

    static String of(Drawing drawing, String title) {
        SvgText svg = new SvgText();
        svg.write(drawing, title);
        return svg.out.toString();
    }

    private void write(Drawing drawing, String title) {
        String size = number(drawing.width()) + " " + number(drawing.height());
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(number(drawing.width()))
                .append("\" height=\"").append(number(drawing.height())).append("\" viewBox=\"0 0 ").append(size).append("\">\n<title>")
                .append(escaped(title)).append("</title>\n<rect width=\"100%\" height=\"100%\"").append(fill(drawing.ground())).append("/>\n");
        drawing.shapes().forEach(this::shape);
        out.append("</svg>\n");
    }

    private void shape(Drawing.Shape shape) {
        switch (shape) {
            case Drawing.Box box -> out.append("<rect").append(at(box.x(), box.y(), box.width(), box.height())).append(attribute("rx", box.radius()))
                    .append(box.fill() == null ? " fill=\"none\"" : fill(box.fill())).append(box.edge() == null ? "" : paint("stroke", box.edge())).append("/>\n");
            case Drawing.Fade fade -> fade(fade);
            case Drawing.Stroke stroke -> stroke(stroke);
            case Drawing.Disc disc -> out.append("<circle").append(attribute("cx", disc.x())).append(attribute("cy", disc.y()))
                    .append(attribute("r", disc.radius())).append(fill(disc.fill())).append("/>\n");
            case Drawing.Polygon polygon -> polygon(polygon);
            case Drawing.Words words -> words(words);
        }
    }

    private void fade(Drawing.Fade fade) {
        String id = "fade" + fades++;
        out.append("<linearGradient id=\"").append(id).append("\"><stop offset=\"0\"").append(paint("stop", fade.from()).replace("stop=", "stop-color="))
                .append("/><stop offset=\"1\"").append(paint("stop", fade.to()).replace("stop=", "stop-color=")).append("/></linearGradient>\n<rect")
                .append(at(fade.x(), fade.y(), fade.width(), fade.height())).append(" fill=\"url(#").append(id).append(")\"/>\n");
    }

    private void stroke(Drawing.Stroke stroke) {
        double[] p = stroke.points();
        out.append("<path d=\"M").append(number(p[0])).append(' ').append(number(p[1])).append(" C");
        for (int i = 2; i < p.length; i++) {
            out.append(i == 2 ? "" : " ").append(number(p[i]));
        }
        out.append("\" fill=\"none\" stroke-linecap=\"round\"").append(paint("stroke", stroke.color())).append(attribute("stroke-width", stroke.thickness()))
                .append(stroke.dashed() ? " stroke-dasharray=\"3 6\"" : "").append("/>\n");
    }

    private void polygon(Drawing.Polygon polygon) {
        out.append("<polygon points=\"");
        for (int i = 0; i < polygon.points().length; i++) {
            out.append(i == 0 ? "" : " ").append(number(polygon.points()[i]));
        }
        out.append('"').append(fill(polygon.fill())).append("/>\n");
    }

    private void words(Drawing.Words words) {
        out.append("<text").append(attribute("x", words.x())).append(attribute("y", words.y())).append(attribute("font-size", words.size()))
                .append(" font-family=\"").append(words.face().family()).append("\" font-weight=\"").append(words.face().weight())
                .append("\" text-anchor=\"").append(ANCHORS.get(words.anchor())).append('"').append(fill(words.color())).append('>')
                .append(escaped(words.text())).append("</text>\n");
    }

    private static String at(double x, double y, double width, double height) {
        return attribute("x", x) + attribute("y", y) + attribute("width", width) + attribute("height", height);
    }

    private static String attribute(String name, double value) {
        return " " + name + "=\"" + number(value) + "\"";
    }

    private static String fill(Color color) {
        return paint("fill", color);
    }

    private static String paint(String what, Color color) {
        String rgb = String.format(Locale.ROOT, "#%02x%02x%02x", Math.round(color.getRed() * 255), Math.round(color.getGreen() * 255), Math.round(color.getBlue() * 255));
        return " " + what + "=\"" + rgb + "\"" + (color.getOpacity() < 1 ? " " + what + "-opacity=\"" + number(color.getOpacity()) + "\"" : "");
    }

    private static String number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }

    /** What XML doesn't allow at all is left out: names come from outside. */
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean allowed = c >= 0x20 && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF);
                    safe.appendCodePoint(allowed ? c : ' ');
                }
            }
        });
        return safe.toString();
    }
}
