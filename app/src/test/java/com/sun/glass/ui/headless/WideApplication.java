package com.sun.glass.ui.headless;

import com.sun.glass.ui.GlassRobot;
import com.sun.glass.ui.Screen;
import com.sun.glass.ui.Window;
import java.nio.ByteBuffer;

/** JavaFX's own headless platform on a screen that a desktop window fits on: its screen is fixed at 1000×1000. Check at each JavaFX upgrade. */
public final class WideApplication extends HeadlessApplication {

    private static final int WIDTH = 2560;
    private static final int HEIGHT = 1440;

    private final HeadlessWindowManager windows = new HeadlessWindowManager();
    private final ByteBuffer unseen = ByteBuffer.allocate(0);
    private Screen[] screens;
    private HeadlessRobot robot;

    @Override
    protected Screen[] staticScreen_getScreens() {
        if (screens == null) {
            screens = new Screen[] {new Screen(0, 32, 0, 0, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, 100, 100, 1f, 1f, 1f, 1f)};
        }
        return screens.clone();
    }

    @Override
    public Window createWindow(Window owner, Screen screen, int styleMask) {
        WideWindow window = new WideWindow(windows, owner, screen, unseen, styleMask);
        if (robot != null) {
            robot.windowAdded(window);
            window.setRobot(robot);
        }
        return window;
    }

    @Override
    public GlassRobot createRobot() {
        robot = new HeadlessRobot(this);
        return robot;
    }
}
