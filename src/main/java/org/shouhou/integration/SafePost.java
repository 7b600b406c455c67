package org.shouhou.integration;

import jakarta.annotation.PreDestroy;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.shouhou.integration.Destinations.Destination;
import org.shouhou.integration.Destinations.Refused;
import org.springframework.stereotype.Component;

/**
 * One POST to an address somebody else chose. Over a socket of its own, because the usual client looks a name up by
 * itself, after it was checked; the certificate is checked against the name all the same. No redirect is followed, one
 * time limit holds for all of it, and of the answer only the beginning is read.
 */
@Component
class SafePost {

    private static final int MOST_READ = 1024;
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 100;

    /** @param beginning of the body, 1 KB at most; other characters than text are left out */
    record Answer(int status, Map<String, String> headers, String beginning) {
    }

    private final Destinations destinations;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "webhook-limit");
        thread.setDaemon(true);
        return thread;
    });

    SafePost(Destinations destinations) {
        this.destinations = destinations;
    }

    /** @throws Refused when nothing may be sent there @throws IOException when there is no answer in time */
    Answer post(String url, Map<String, String> headers, byte[] body, Duration limit) throws Refused, IOException {
        URI uri = destinations.check(url);
        Destination to = destinations.resolve(uri);
        try (Socket plain = new Socket()) {
            ScheduledFuture<?> end = watch.schedule(() -> close(plain), limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                int millis = (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
                plain.setSoTimeout(millis);
                plain.connect(new InetSocketAddress(to.address(), to.port()), millis);
                try (Socket socket = to.encrypted() ? encrypted(plain, to) : plain) {
                    write(socket.getOutputStream(), uri, to, headers, body);
                    return read(new BufferedInputStream(socket.getInputStream()));
                }
            } catch (IOException e) {
                throw end.isDone() ? new IOException("No answer within " + limit.toSeconds() + " s.", e) : e;
            } finally {
                end.cancel(false);
            }
        }
    }

    private static Socket encrypted(Socket plain, Destination to) throws IOException {
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, to.host(), to.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void write(OutputStream out, URI uri, Destination to, Map<String, String> headers, byte[] body) throws IOException {
        String path = (uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + uri.getHost() + (uri.getPort() >= 0 ? ":" + uri.getPort() : "")
                + "\r\nUser-Agent: Shouhou\r\nAccept: */*\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                + body.length + "\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static Answer read(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1") || !status[1].matches("\\d{3}")) {
            throw new IOException("The answer is no HTTP.");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
            if (headers.size() > MOST_HEADERS) {
                throw new IOException("The answer has too many headers.");
            }
        }
        int code = Integer.parseInt(status[1]);
        return code / 100 == 1 ? read(in) : new Answer(code, headers, beginning(in, headers));
    }

    /** The status decides; a body that breaks off changes nothing. */
    private static String beginning(InputStream in, Map<String, String> headers) {
        try {
            byte[] read = "chunked".equalsIgnoreCase(headers.get("transfer-encoding")) ? chunks(in) : in.readNBytes(length(headers));
            return new String(read, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").strip();
        } catch (IOException | NumberFormatException e) {
            return "";
        }
    }

    private static int length(Map<String, String> headers) {
        return headers.containsKey("content-length") ? (int) Math.min(MOST_READ, Long.parseLong(headers.get("content-length"))) : MOST_READ;
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (read.size() < MOST_READ) {
            int size = Integer.parseInt(line(in).replaceAll(";.*", "").strip(), 16);
            if (size == 0) {
                break;
            }
            read.write(in.readNBytes(Math.min(size, MOST_READ - read.size())));
            if (read.size() < MOST_READ) {
                line(in);
            }
        }
        return read.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException("The connection was closed without an answer.");
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("The answer is no HTTP.");
            }
            line.write(one);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @PreDestroy
    void stop() {
        watch.shutdownNow();
    }
}
