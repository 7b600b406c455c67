package org.shouhou.attachment;

/** Whether a sound is MP3: it has no name at its start, only frames that follow each other. */
final class Sounds {

    private static final int[] KBIT_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBIT_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] RATE_1 = {44100, 48000, 32000};

    private Sounds() {
    }

    static boolean mp3(Bytes file) {
        int at = 0;
        if (file.says(0, "ID3")) {
            at = 10;
            for (int i = 6; i < 10; i++) {
                if (file.at(i) > 0x7F) {
                    return false;
                }
            }
            at += file.at(6) << 21 | file.at(7) << 14 | file.at(8) << 7 | file.at(9);
        }
        int first = frame(file, at);
        return first > 0 && (at + first == file.length() || frame(file, at + first) > 0);
    }

    /** The length of the frame at a place; 0 when there is none. */
    private static int frame(Bytes file, int at) {
        int second = file.at(at + 1);
        boolean layer3 = file.at(at) == 0xFF && second >= 0xE0 && (second & 0x06) == 0x02;
        int version = second >> 3 & 3;
        int bits = file.at(at + 2) >> 4;
        int rate = file.at(at + 2) >> 2 & 3;
        if (!layer3 || version == 1 || bits < 1 || bits > 14 || rate == 3) {
            return 0;
        }
        boolean first = version == 3;
        int perSecond = RATE_1[rate] / (first ? 1 : version == 2 ? 2 : 4);
        int kbit = first ? KBIT_1[bits] : KBIT_2[bits];
        return (first ? 144 : 72) * kbit * 1000 / perSecond + (file.at(at + 2) >> 1 & 1);
    }
}
