package org.shouhou.attachment;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Small files of each kind, made on the spot; no two pictures of different tints are the same. */
public final class SampleFiles {

    private SampleFiles() {
    }

    public static byte[] picture(String format, int tint) {
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 8; x++) {
            image.setRGB(x, x % 6, new Color((tint & 0xFFFFFF) ^ x).getRGB());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new AssertionError("no writer of " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] pdf(String inside) {
        return text("%PDF-1.4\n1 0 obj<</Type/Catalog" + inside + ">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    }

    public static byte[] wav() {
        ByteBuffer file = ByteBuffer.allocate(44 + 16).order(ByteOrder.LITTLE_ENDIAN);
        file.put(text("RIFF")).putInt(44 + 16 - 8).put(text("WAVEfmt ")).putInt(16).putShort((short) 1).putShort((short) 1)
                .putInt(8000).putInt(8000).putShort((short) 1).putShort((short) 8).put(text("data")).putInt(16);
        return file.array();
    }

    /** Two frames of MPEG 1 layer 3, 128 kbit/s, 44.1 kHz. */
    public static byte[] mp3() {
        byte[] file = new byte[417 * 2];
        for (int at : new int[] {0, 417}) {
            file[at] = (byte) 0xFF;
            file[at + 1] = (byte) 0xFB;
            file[at + 2] = (byte) 0x90;
        }
        return file;
    }

    public static byte[] container(String brand) {
        ByteBuffer file = ByteBuffer.allocate(40);
        file.putInt(24).put(text("ftyp")).put(text(brand)).putInt(0).put(text(brand)).put(text("isom")).putInt(16).put(text("mdat"));
        return file.array();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }
}
