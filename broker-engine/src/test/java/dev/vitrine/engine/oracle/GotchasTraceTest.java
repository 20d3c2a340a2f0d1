package dev.vitrine.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code GOTCHAS.md} names tests that exist: a test that is renamed or taken away is missed there. */
class GotchasTraceTest {

    private static final Path TRACE = Path.of("GOTCHAS.md");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern SCRIPT = Pattern.compile("oracle: `([^`]+)`");
    private static final Pattern NUMBERED = Pattern.compile("(?m)^\\| (\\d+) \\| .*$");
    private static final int GOTCHAS = 38;

    @Test
    void every_gotcha_has_a_line_with_a_test() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        Matcher lines = NUMBERED.matcher(Files.readString(TRACE));
        while (lines.find()) {
            numbers.add(Integer.valueOf(lines.group(1)));
            assertThat(TEST.matcher(lines.group()).find()).as(lines.group()).isTrue();
        }
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, GOTCHAS).boxed().toList());
    }

    @Test
    void every_test_that_is_named_exists() throws IOException {
        Map<String, String> classes = testClasses();
        List<String> missing = new ArrayList<>();
        Matcher named = TEST.matcher(Files.readString(TRACE));
        while (named.find()) {
            if (!exists(classes.get(named.group(1)), named.group(2))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_script_that_is_named_exists() throws IOException {
        List<String> titles = Scripts.all(true).stream().map(Script::title).toList();
        Matcher named = SCRIPT.matcher(Files.readString(TRACE));
        while (named.find()) {
            assertThat(titles).as(named.group()).anyMatch(title -> title.contains(named.group(1)));
        }
    }

    /** Full names by simple ones. */
    private static Map<String, String> testClasses() throws IOException {
        Map<String, String> classes = new HashMap<>();
        try (var files = Files.walk(TESTS)) {
            files.filter(file -> file.toString().endsWith("Test.java")).forEach(file -> {
                String name = TESTS.relativize(file).toString().replace(".java", "").replace('/', '.').replace('\\', '.');
                classes.put(name.substring(name.lastIndexOf('.') + 1), name);
            });
        }
        return classes;
    }

    /** Inherited ones count, and rules of architecture, which are fields. They are not run from here: it is enough that there is such a method. */
    private static boolean exists(String className, String method) {
        if (className == null) {
            return false;
        }
        try {
            for (Class<?> type = Class.forName(className, false, GotchasTraceTest.class.getClassLoader()); type != null; type = type.getSuperclass()) {
                if (Stream.<Member>concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields()))
                        .anyMatch(declared -> declared.getName().equals(method))) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException renamed) {
            return false;
        }
    }
}
