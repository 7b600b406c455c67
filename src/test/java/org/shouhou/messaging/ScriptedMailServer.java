package org.shouhou.messaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A mail server in a bad mood: answers the recipient with a given line, or never says anything at all. */
final class ScriptedMailServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String answerToRecipient;

    /** @param answerToRecipient such as {@code 450 4.2.0 try later}; null: silence from the start */
    ScriptedMailServer(String answerToRecipient) throws IOException {
        this.answerToRecipient = answerToRecipient;
        start(this::serve);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-mail");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                start(() -> talk(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client; BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            if (answerToRecipient != null) {
                out.print("220 ready\r\n");
                out.flush();
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (answerToRecipient == null) {
                    continue;
                }
                String command = line.toUpperCase(Locale.ROOT);
                out.print((command.startsWith("RCPT") ? answerToRecipient : "250 ok") + "\r\n");
                out.flush();
            }
        } catch (IOException e) {
            // the client went away
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
