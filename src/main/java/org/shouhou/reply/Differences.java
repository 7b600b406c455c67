package org.shouhou.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What two versions of a reply have in common and what only one of them has, word by word, Chinese character by character. */
public final class Differences {

    /** A piece of a text. @param common whether the other one has it too */
    public record Piece(String text, boolean common) {
    }

    /** Both texts in pieces. */
    public record Sides(List<Piece> before, List<Piece> after) {
    }

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}]]+|\\s+|.", Pattern.DOTALL);

    private Differences() {
    }

    public static Sides of(String before, String after) {
        List<String> one = words(before);
        List<String> other = words(after);
        int[][] longest = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--) {
            for (int j = other.size() - 1; j >= 0; j--) {
                longest[i][j] = one.get(i).equals(other.get(j)) ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        List<Piece> left = new ArrayList<>();
        List<Piece> right = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            if (i < one.size() && j < other.size() && one.get(i).equals(other.get(j))) {
                add(left, one.get(i++), true);
                add(right, other.get(j++), true);
            } else if (j == other.size() || i < one.size() && longest[i + 1][j] >= longest[i][j + 1]) {
                add(left, one.get(i++), false);
            } else {
                add(right, other.get(j++), false);
            }
        }
        return new Sides(left, right);
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static void add(List<Piece> pieces, String word, boolean common) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last != null && last.common() == common) {
            pieces.set(pieces.size() - 1, new Piece(last.text() + word, common));
        } else {
            pieces.add(new Piece(word, common));
        }
    }
}
