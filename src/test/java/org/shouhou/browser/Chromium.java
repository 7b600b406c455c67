package org.shouhou.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one Chromium all browser tests share: an installed one ({@code -Dshouhou.chromium=PATH}, or where systems put it),
 * else the one Playwright downloads. Where neither can be had, the tests say so in plain words and are skipped.
 */
final class Chromium {

    private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "C:/Program Files/Google/Chrome/Application/chrome.exe");

    /** Root may not use the sandbox; the rest keeps the browser from calling anybody but us. */
    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage");

    private static String whyNot;
    private static Browser shared;

    private Chromium() {
    }

    /** The browser, started once; empty when there is none on this machine. */
    static synchronized Optional<Browser> shared() {
        if (shared == null && whyNot == null) {
            start();
        }
        return Optional.ofNullable(shared);
    }

    /** Why there is none. */
    static String whyNot() {
        return whyNot;
    }

    private static void start() {
        Optional<Path> installed = Stream.concat(Stream.ofNullable(System.getProperty("shouhou.chromium")), PLACES.stream())
                .map(Path::of).filter(Files::isExecutable).findFirst();
        Playwright.CreateOptions options = new Playwright.CreateOptions();
        installed.ifPresent(found -> options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            BrowserType.LaunchOptions launch = new BrowserType.LaunchOptions().setArgs(ARGUMENTS);
            installed.ifPresent(launch::setExecutablePath);
            shared = Playwright.create(options).chromium().launch(launch);
        } catch (PlaywrightException missing) {
            whyNot = missing.getMessage();
            System.out.println("NO BROWSER: no Chromium was found or could be downloaded, so the browser tests are skipped. "
                    + "Install Chromium, or name one with -Dshouhou.chromium=PATH. (" + whyNot.lines().findFirst().orElse("") + ")");
        }
    }
}
