package dev.interlock.controls;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * A process that runs tests against patched classes: each line of its first argument, a file, is a
 * folder of patched classes, or nothing, and the tests, with tabs between them. The other arguments
 * are the folders of the classes and of the tests. For each line it says what came of it.
 */
public final class ControlRunner {
  private static final String PATCHED = "interlock.patched";
  private static final int MOST_SECONDS = 6;

  private ControlRunner() {}

  /** Classes of the project are loaded anew for each control, the patched ones first. */
  private static final class Patched extends URLClassLoader {
    Patched(URL[] places) {
      super(places, ControlRunner.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.interlock.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? found(name) : loaded;
      }
    }

    /** What stands in no folder is of a module that this one uses. */
    private Class<?> found(String name) throws ClassNotFoundException {
      try {
        return findClass(name);
      } catch (ClassNotFoundException e) {
        return super.loadClass(name, false);
      }
    }
  }

  /** Runs what the arguments say. */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] parts = line.split("\t", -1);
      out.println(ran(parts, args));
      out.flush();
    }
    Runtime.getRuntime().halt(0); // a test that hangs may have left threads
  }

  private static String ran(String[] parts, String[] args)
      throws IOException, InterruptedException {
    List<URL> places = new ArrayList<>();
    System.setProperty(PATCHED, parts[0]);
    if (!parts[0].isEmpty()) {
      places.add(url(parts[0]));
    }
    for (String place : Arrays.asList(args).subList(1, args.length)) {
      places.add(url(place));
    }
    Patched loader = new Patched(places.toArray(URL[]::new));
    List<String> tests = Arrays.asList(parts).subList(1, parts.length);
    FutureTask<String> task = new FutureTask<>(() -> run(loader, tests));
    Thread thread = new Thread(task, "control");
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      int most = parts[0].isEmpty() ? 10 * MOST_SECONDS : MOST_SECONDS;
      return task.get(most, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "failed: it hangs";
    } catch (ExecutionException e) { // such as no memory for the one who counts
      return "failed: " + String.valueOf(e.getCause()).lines().limit(1).toList();
    }
  }

  /** Where a process of a test finds the classes: the patched ones first. */
  public static String places() {
    String all = System.getProperty("java.class.path");
    String patched = System.getProperty(PATCHED, "");
    return patched.isEmpty() ? all : patched + File.pathSeparator + all;
  }

  private static URL url(String folder) throws MalformedURLException {
    return Path.of(folder).toUri().toURL();
  }

  private static String run(Patched loader, List<String> tests) throws ClassNotFoundException {
    List<MethodSelector> selectors = new ArrayList<>();
    for (String test : tests) {
      selectors.addAll(selected(loader, test));
    }
    SummaryGeneratingListener told = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request().selectors(selectors).build(), told);
    TestExecutionSummary summary = told.getSummary();
    if (summary.getTotalFailureCount() > 0) {
      Throwable first = summary.getFailures().get(0).getException();
      return "failed: " + String.valueOf(first).lines().limit(3).toList();
    }
    return summary.getTestsSucceededCount() + " passed of " + summary.getTestsFoundCount();
  }

  /** A test is {@code Class#method}, or {@code Class$Nested#method}, or a whole class. */
  private static List<MethodSelector> selected(Patched loader, String test)
      throws ClassNotFoundException {
    String[] parts = test.split("#", -1);
    Class<?> type = Class.forName("dev.interlock." + parts[0], false, loader);
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && method.getAnnotations().length > 0)
        .filter(method -> parts.length == 1 || method.getName().equals(parts[1]))
        .map(method -> selector(type, method))
        .toList();
  }

  private static MethodSelector selector(Class<?> type, Method method) {
    return selectMethod(type, method);
  }
}
