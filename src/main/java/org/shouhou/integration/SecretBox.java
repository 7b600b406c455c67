package org.shouhou.integration;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.shouhou.common.Problem;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keeps secrets that must be read again, encrypted under the installation's key, which is not in the database. */
@Component
class SecretBox {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SecretBox(@Value("${shouhou.secrets.key:}") String text) {
        this.key = text.isBlank() ? null : new SecretKeySpec(digest(text), "AES");
    }

    /** @throws Problem 409 {@code no-secrets-key} where the installation has none */
    String seal(String secret) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8), 0);
        byte[] both = new byte[NONCE + sealed.length];
        System.arraycopy(nonce, 0, both, 0, NONCE);
        System.arraycopy(sealed, 0, both, NONCE, sealed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    /** @throws Problem 409 where the key is gone, or is not the one it was sealed with */
    String open(String sealed) {
        byte[] both = Base64.getDecoder().decode(sealed);
        byte[] nonce = new byte[NONCE];
        System.arraycopy(both, 0, nonce, 0, NONCE);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, both, NONCE), StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] content, int from) {
        if (key == null) {
            throw Problem.conflict("no-secrets-key", "This installation has no key to keep secrets with; set shouhou.secrets.key.");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(content, from, content.length - from);
        } catch (GeneralSecurityException e) {
            throw Problem.conflict("no-secrets-key", "The secret was kept under another key; rotate it.");
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
