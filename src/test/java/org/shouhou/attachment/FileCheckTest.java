package org.shouhou.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shouhou.attachment.SampleFiles.joined;
import static org.shouhou.attachment.SampleFiles.picture;
import static org.shouhou.attachment.SampleFiles.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What a file is, its content says. */
class FileCheckTest {

    @Test
    void r16_each_kind_of_evidence_is_known_by_its_content() {
        assertThat(FileCheck.kind(picture("jpg", 1))).contains(FileKind.JPEG);
        assertThat(FileCheck.kind(picture("png", 1))).contains(FileKind.PNG);
        assertThat(FileCheck.kind(picture("gif", 1))).contains(FileKind.GIF);
        assertThat(FileCheck.kind(webp(30, 20))).contains(FileKind.WEBP);
        assertThat(FileCheck.kind(SampleFiles.container("heic"))).contains(FileKind.HEIC);
        assertThat(FileCheck.kind(SampleFiles.pdf(""))).contains(FileKind.PDF);
        assertThat(FileCheck.kind(text("您好，请问什么时候发货？\r\n"))).contains(FileKind.TEXT);
        assertThat(FileCheck.kind("您好，请问什么时候发货？".getBytes(Charset.forName("GB18030")))).contains(FileKind.TEXT);
        assertThat(FileCheck.kind(SampleFiles.mp3())).contains(FileKind.MP3);
        assertThat(FileCheck.kind(joined(joined(text("ID3"), new byte[] {3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0}), SampleFiles.mp3()))).contains(FileKind.MP3);
        assertThat(FileCheck.kind(SampleFiles.container("M4A "))).contains(FileKind.M4A);
        assertThat(FileCheck.kind(SampleFiles.wav())).contains(FileKind.WAV);
        assertThat(FileCheck.kind(text("#!AMR\n<sound>"))).contains(FileKind.AMR);
        assertThat(FileCheck.kind(SampleFiles.container("isom"))).contains(FileKind.MP4);
        assertThat(FileCheck.kind(SampleFiles.container("3gp4"))).contains(FileKind.MP4);
    }

    @Test
    void what_only_looks_like_one_of_them_is_refused() throws IOException {
        byte[] jpeg = picture("jpg", 2);
        byte[] png = picture("png", 2);
        byte[] gif = picture("gif", 2);
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("nothing", new byte[0]);
        bad.put("spaces", text("   \n"));
        bad.put("a page", text("<!DOCTYPE html><script>alert(1)</script>"));
        bad.put("a page after a byte order mark", joined(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, text("\n<html>")));
        bad.put("a drawing that runs scripts", text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"));
        bad.put("a shell script", text("#!/bin/sh\nrm -rf /"));
        bad.put("rich text", text("{\\rtf1 hello}"));
        bad.put("PostScript", text("%!PS-Adobe"));
        bad.put("a program", joined(text("MZ"), new byte[200]));
        bad.put("an archive", zip());
        bad.put("text with a zero byte", text("hello\u0000world"));
        bad.put("text in no encoding", new byte[] {'a', (byte) 0xFF, (byte) 0xFF, 'b'});
        bad.put("the first bytes of a photo", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
        bad.put("half a photo", Arrays.copyOf(jpeg, jpeg.length / 2));
        bad.put("a photo with a page behind it", joined(jpeg, text("<html><script>alert(1)</script>")));
        bad.put("a photo with an archive behind it", joined(jpeg, zip()));
        bad.put("a picture with anything behind it", joined(png, text("x")));
        bad.put("half a picture", Arrays.copyOf(png, png.length - 13));
        bad.put("a picture that is a script", joined(text("GIF89a/*"), text("*/=1;alert(1)//;")));
        bad.put("a picture with a page behind it", joined(gif, text("<script>1</script>;")));
        bad.put("a picture of a billion pixels", huge(png));
        bad.put("a picture without any pixel", webp(0, 0x3FFF + 1));
        bad.put("a document that runs scripts", SampleFiles.pdf("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"));
        bad.put("a document that starts programs", SampleFiles.pdf("/OpenAction<</S/Launch>>"));
        bad.put("a document that carries files", SampleFiles.pdf("/Names<</EmbeddedFiles 2 0 R>>/EmbeddedFile"));
        bad.put("a torn document", text("%PDF-1.4\n1 0 obj"));
        bad.put("a container of something else", SampleFiles.container("jpx "));
        bad.put("a sound of the wrong length", Arrays.copyOf(SampleFiles.wav(), 30));
        bad.put("one frame and noise", joined(Arrays.copyOf(SampleFiles.mp3(), 417), new byte[] {1, 2, 3}));
        SoftAssertions soft = new SoftAssertions();
        bad.forEach((what, file) -> soft.assertThat(FileCheck.kind(file)).as(what).isEmpty());
        soft.assertAll();
    }

    @Test
    void cutting_a_file_anywhere_is_an_answer_never_an_error() {
        for (byte[] whole : new byte[][] {picture("jpg", 3), picture("png", 3), picture("gif", 3), webp(3, 3), SampleFiles.wav(),
                SampleFiles.mp3(), SampleFiles.container("isom"), SampleFiles.pdf("")}) {
            for (int length = 0; length < whole.length; length++) {
                FileCheck.kind(Arrays.copyOf(whole, length));
            }
        }
    }

    @Test
    void a_name_is_harmless_everywhere_and_ends_as_the_content_is() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("破损 照片.JPG", "破损 照片.jpg");
        names.put("../../etc/passwd", "passwd.jpg");
        names.put("C:\\windows\\evil.exe", "evil.exe.jpg");
        names.put("page.html", "page.html.jpg");
        names.put("photo\u202Egpj.exe", "photogpj.exe.jpg");
        names.put("a\r\nSet-Cookie: x=1.jpg", "aSet-Cookie x=1.jpg");
        names.put("zero\u0000.jpg", "zero.jpg");
        names.put("..", "file.jpg");
        names.put("", "file.jpg");
        names.put(".jpg", "jpg.jpg");
        names.put("CON|?*<>\".jpg", "CON.jpg");
        names.put("x".repeat(300) + ".jpeg", "x".repeat(120) + ".jpeg");
        SoftAssertions soft = new SoftAssertions();
        names.forEach((given, kept) -> soft.assertThat(FileName.clean(given, FileKind.JPEG)).as(given).isEqualTo(kept));
        soft.assertThat(FileName.clean(null, FileKind.PDF)).isEqualTo("file.pdf");
        soft.assertAll();
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.txt"));
            zip.write(new byte[1000]);
        }
        return out.toByteArray();
    }

    private static byte[] huge(byte[] png) {
        byte[] file = png.clone();
        file[16] = 0;
        file[17] = 1;
        file[20] = 0;
        file[21] = 1;
        return file;
    }

    private static byte[] webp(int width, int height) {
        byte[] file = joined(text("RIFF    WEBPVP8 "), new byte[20]);
        file[4] = (byte) (file.length - 8);
        file[5] = file[6] = file[7] = 0;
        file[23] = (byte) 0x9D;
        file[24] = 1;
        file[25] = 0x2A;
        file[26] = (byte) width;
        file[27] = (byte) (width >> 8);
        file[28] = (byte) height;
        file[29] = (byte) (height >> 8);
        return file;
    }
}
