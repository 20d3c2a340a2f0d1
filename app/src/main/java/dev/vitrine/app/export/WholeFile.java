package dev.vitrine.app.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole or not at all: written beside its place first, and moved there when nothing is missing. */
public final class WholeFile {

    private WholeFile() {}

    /** Writes what the file is made of. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Blocks. Whatever was at the place before is replaced only by a whole file.
     *
     * @throws IOException with a sentence for a person where it can't be written
     */
    public static void write(Path place, Content content) throws IOException {
        Path beside = place.resolveSibling("." + place.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
                content.write(out);
            }
            Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(sentence(place, e), e);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static String sentence(Path place, IOException why) {
        Path folder = place.toAbsolutePath().getParent();
        return switch (why) {
            case AccessDeniedException _ -> "Nothing may be written into " + folder + ".";
            case NoSuchFileException _ -> "There is no folder " + folder + ".";
            case FileSystemException refused when refused.getReason() != null -> folder + ": " + refused.getReason() + ".";
            default -> why.getMessage() == null || why.getMessage().isBlank() ? why.getClass().getSimpleName() : why.getMessage();
        };
    }
}
