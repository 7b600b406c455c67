package org.shouhou.attachment;

import java.util.List;

/** The kinds of file a case takes; what a file is, its content says ({@link FileCheck}), never its name. */
public enum FileKind {
    JPEG(Sort.PICTURE, "image/jpeg", "jpg", "jpeg", "jpe", "jfif"),
    PNG(Sort.PICTURE, "image/png", "png"),
    GIF(Sort.PICTURE, "image/gif", "gif"),
    WEBP(Sort.PICTURE, "image/webp", "webp"),
    /** No browser but one shows it, so it is only downloaded. */
    HEIC(Sort.DOCUMENT, "image/heic", "heic", "heif"),
    PDF(Sort.DOCUMENT, "application/pdf", "pdf"),
    TEXT(Sort.DOCUMENT, "text/plain", "txt", "csv", "json", "log"),
    MP3(Sort.SOUND, "audio/mpeg", "mp3"),
    M4A(Sort.SOUND, "audio/mp4", "m4a", "m4b"),
    WAV(Sort.SOUND, "audio/wav", "wav"),
    AMR(Sort.SOUND, "audio/amr", "amr"),
    MP4(Sort.FILM, "video/mp4", "mp4", "m4v", "mov", "3gp");

    /** What people do with it: look, read, listen, watch. */
    public enum Sort { PICTURE, DOCUMENT, SOUND, FILM }

    private final Sort sort;
    private final String mediaType;
    private final List<String> endings;

    FileKind(Sort sort, String mediaType, String... endings) {
        this.sort = sort;
        this.mediaType = mediaType;
        this.endings = List.of(endings);
    }

    public Sort sort() {
        return sort;
    }

    /** What it is served as. */
    public String mediaType() {
        return mediaType;
    }

    /** How names of such files end, the usual one first. */
    List<String> endings() {
        return endings;
    }
}
