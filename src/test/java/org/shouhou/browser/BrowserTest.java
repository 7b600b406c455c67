package org.shouhou.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.shouhou.StackTest;

/** People in front of a real Chromium. Each person has a context of their own: cookies, language, theme, screen. */
@Tag("browser")
abstract class BrowserTest extends StackTest {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");

    /** The rules of these that look at colours. */
    private static final List<String> OF_COLOUR = List.of("color-contrast", "link-in-text-block");

    /** Longer than a machine with much else to do needs; what is there at once is not waited for. */
    private static final int PATIENCE_MS = 60_000;
    private static final int LAST_LOOK_MS = 2_000;

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    @RegisterExtension
    final Screens screens = new Screens();

    /** What a failed test had on its screens belongs to its report, and what it had while it was prepared. */
    private final class Screens implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

        @Override
        public void handleTestExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
            contexts.forEach(context -> context.pages().forEach(page -> failure.addSuppressed(new AssertionError(screen(page)))));
            throw failure;
        }

        @Override
        public void handleBeforeEachMethodExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
            handleTestExecutionException(test, failure);
        }
    }

    private static String screen(Page page) {
        try {
            return page.url() + "\n" + page.locator("main").first().innerText(new Locator.InnerTextOptions().setTimeout(LAST_LOOK_MS));
        } catch (PlaywrightException gone) {
            return page.url() + " shows nothing: " + gone.getMessage();
        }
    }

    @BeforeEach
    void browserIsThere() {
        Assumptions.assumeTrue(Chromium.shared().isPresent(), () -> "No Chromium: " + Chromium.whyNot());
    }

    @AfterEach
    void closeAll() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        List<String> heard = List.copyOf(complaints);
        complaints.clear();
        assertThat(heard).as("what the pages complained about, and requests to other hosts").isEmpty();
    }

    /** A person at a 1280x720 screen. @param language {@code zh-CN} or {@code en} */
    protected BrowserContext person(String language, ColorScheme theme) {
        BrowserContext context = Chromium.shared().orElseThrow().newContext(new Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + port).setLocale(language).setColorScheme(theme)
                .setReducedMotion(ReducedMotion.REDUCE).setViewportSize(1280, 720).setTimezoneId("Asia/Shanghai"));
        context.setDefaultTimeout(PATIENCE_MS);
        context.onPage(this::listen);
        contexts.add(context);
        return context;
    }

    /** A person with a phone in the hand. */
    protected BrowserContext phone(String language, ColorScheme theme) {
        BrowserContext context = Chromium.shared().orElseThrow().newContext(new Browser.NewContextOptions()
                .setBaseURL("http://localhost:" + port).setLocale(language).setColorScheme(theme).setHasTouch(true).setIsMobile(true)
                .setReducedMotion(ReducedMotion.REDUCE).setViewportSize(390, 844).setTimezoneId("Asia/Shanghai"));
        context.setDefaultTimeout(PATIENCE_MS);
        context.onPage(this::listen);
        contexts.add(context);
        return context;
    }

    private void listen(Page page) {
        page.onPageError(error -> complaints.add(page.url() + " " + error));
        page.onConsoleMessage(message -> {
            // a cut network and an ended session are said in the console, too
            if (message.type().equals("error") && !message.text().matches("(?s)(Failed to load resource|htmx:(sendError|afterRequest)|Response Status Error Code).*")) {
                complaints.add(page.url() + " " + message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().startsWith("http://localhost:" + port) && !request.url().startsWith("data:")
                    && !request.url().startsWith("about:")) {
                complaints.add(page.url() + " asked another host: " + request.url());
            }
        });
    }

    /** Signs in and stands on the person's first page. */
    protected Page signsIn(BrowserContext context, String user) {
        Page page = context.newPage();
        page.navigate("/sign-in");
        page.locator("input[name=username]").fill(user);
        page.locator("input[name=password]").fill("demo");
        page.locator("input[name=password]").press("Enter");
        page.waitForURL(url -> !url.contains("sign-in"));
        return page;
    }

    /** What keeps people with other eyes and hands out of this page, by WCAG 2.2 A and AA; empty when nothing does. */
    protected static List<String> barriers(Page page) {
        return violations(page, new AxeBuilder(page).options(violationsOnly()).withTags(WCAG));
    }

    /** As {@link #barriers}, of a page already measured that shows the same in other colours: only what has to do with colours. */
    protected static List<String> barriersOfColour(Page page) {
        return violations(page, new AxeBuilder(page).options(violationsOnly()).withRules(OF_COLOUR));
    }

    /** A page of ours holds no other page: it is measured where it is, not put together in a second browser window, which takes longest. */
    private static List<String> violations(Page page, AxeBuilder measure) {
        ready(page);
        assertThat(page.frames()).as("frames of " + page.url()).hasSize(1);
        return measure.setLegacyMode(true).analyze().getViolations().stream().map(BrowserTest::sentence).toList();
    }

    private static AxeRunOptions violationsOnly() {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return options;
    }

    /** A click may have led to a page that is there and not dressed yet: its style, drawings and diagrams are waited for. */
    private static void ready(Page page) {
        page.waitForLoadState(LoadState.LOAD);
        page.waitForFunction("() => !document.querySelector('[data-waiting]') && (!document.querySelector('[data-canvas]') || document.querySelector('[data-canvas] svg'))");
    }

    /** Keeps pictures of the screen, and of a larger one, for people to look at, where {@code -Dshouhou.pictures=FOLDER} names a place. */
    protected static void look(Page page, String name) {
        String folder = System.getProperty("shouhou.pictures");
        if (folder == null) {
            return;
        }
        ready(page);
        ViewportSize screen = page.viewportSize();
        keep(page, folder, name);
        if (screen.width > 1000) {
            page.setViewportSize(1920, 1080);
            keep(page, folder, name);
            page.setViewportSize(screen.width, screen.height);
        }
    }

    private static void keep(Page page, String folder, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + "-" + page.evaluate(
                "() => document.documentElement.lang + (matchMedia('(prefers-color-scheme: dark)').matches ? '-dark-' : '-light-') + innerWidth") + ".png")));
    }

    /** As {@link #look}, and nobody is kept out of what the page shows now. */
    protected static void open(Page page, String name) {
        look(page, name);
        assertThat(barriers(page)).as(name + " " + page.url()).isEmpty();
    }

    private static String sentence(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().stream().limit(4)
                .map(node -> node.getTarget() + " " + node.getHtml()).collect(Collectors.joining(" | "));
    }
}
