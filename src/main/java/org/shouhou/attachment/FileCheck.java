package org.shouhou.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file is, by its content alone, and whether it is one thing only: a page, a program or an archive under the name
 * of a photo is nothing we know, and a photo with one of them inside is refused as well.
 */
final class FileCheck {

    /** Marks of a page or a script inside something that is neither. */
    private static final List<String> MARKUP = List.of("<script", "<html", "<!doctype", "<iframe", "<?php");
    /** What makes a document do something by itself when it is opened. */
    private static final List<String> ACTIVE = List.of("/JavaScript", "/Launch", "/EmbeddedFile");
    private static final int ZIP_END_MOST = 65_557;
    private static final Charset GB18030 = Charset.forName("GB18030");

    private FileCheck() {
    }

    /** @return the kind; empty when it is none we take */
    static Optional<FileKind> kind(byte[] file) {
        FileKind kind = recognised(new Bytes(file));
        if (kind == null || holdsAnArchive(file) || kind != FileKind.TEXT && kind != FileKind.PDF && contains(file, MARKUP, true)
                || kind == FileKind.PDF && contains(file, ACTIVE, false)) {
            return Optional.empty();
        }
        return Optional.of(kind);
    }

    private static FileKind recognised(Bytes file) {
        if (file.has(0, 0xFF, 0xD8, 0xFF)) {
            return Pictures.jpeg(file) ? FileKind.JPEG : null;
        }
        if (file.has(0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return Pictures.png(file) ? FileKind.PNG : null;
        }
        if (file.says(0, "GIF87a") || file.says(0, "GIF89a")) {
            return Pictures.gif(file) ? FileKind.GIF : null;
        }
        if (file.says(0, "RIFF") && file.length() > 12 && Math.abs(file.little(4, 4) + 8 - file.length()) <= 1) {
            return file.says(8, "WEBP") ? Pictures.webp(file) ? FileKind.WEBP : null : file.says(8, "WAVE") ? FileKind.WAV : null;
        }
        if (file.says(0, "%PDF-1.") || file.says(0, "%PDF-2.")) {
            return contains(file.tail(2048), List.of("%%EOF"), false) ? FileKind.PDF : null;
        }
        if (file.says(4, "ftyp") && file.big(0, 4) >= 16 && file.big(0, 4) <= file.length()) {
            return container(file.text(8, 4));
        }
        if (file.says(0, "#!AMR\n") || file.says(0, "#!AMR-WB\n")) {
            return file.length() > 9 ? FileKind.AMR : null;
        }
        if (Sounds.mp3(file)) {
            return FileKind.MP3;
        }
        return text(file.all()) ? FileKind.TEXT : null;
    }

    private static FileKind container(String brand) {
        return switch (brand) {
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" -> FileKind.HEIC;
            case "M4A ", "M4B " -> FileKind.M4A;
            case "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash", "qt  " -> FileKind.MP4;
            default -> brand.startsWith("3gp") ? FileKind.MP4 : null;
        };
    }

    /** Readable text, in one of the encodings shops use, that no program would take for a page or a script. */
    private static boolean text(byte[] file) {
        for (byte one : file) {
            if (one >= 0 && one < 0x20 && one != '\t' && one != '\n' && one != '\r' || one == 0x7F) {
                return false;
            }
        }
        return (decodes(file, StandardCharsets.UTF_8) || decodes(file, GB18030)) && !startsAsProgram(file);
    }

    private static boolean decodes(byte[] file, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(file));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean startsAsProgram(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 1024), StandardCharsets.ISO_8859_1).replaceFirst("^\u00EF\u00BB\u00BF", "").strip();
        return start.isEmpty() || start.startsWith("<") || start.startsWith("#!") || start.startsWith("{\\rtf") || start.startsWith("%!");
    }

    /** The end of a zip archive's list lies within the last 64 KB, whatever comes before it. */
    private static boolean holdsAnArchive(byte[] file) {
        for (int i = file.length - 22; i >= 0 && i > file.length - ZIP_END_MOST; i--) {
            if (file[i] == 'P' && file[i + 1] == 'K' && file[i + 2] == 5 && file[i + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] file, List<String> marks, boolean anyCase) {
        String all = new String(file, StandardCharsets.ISO_8859_1);
        String searched = anyCase ? all.toLowerCase(Locale.ROOT) : all;
        return marks.stream().anyMatch(searched::contains);
    }
}
