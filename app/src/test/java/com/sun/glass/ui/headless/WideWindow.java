package com.sun.glass.ui.headless;

import com.sun.glass.ui.Pixels;
import com.sun.glass.ui.Screen;
import com.sun.glass.ui.Window;
import java.nio.ByteBuffer;

/** A window whose pixels go nowhere: tests look at snapshots of the scene, and copying pixel by pixel costs more than drawing them. */
final class WideWindow extends HeadlessWindow {

    WideWindow(HeadlessWindowManager windows, Window owner, Screen screen, ByteBuffer unseen, int styleMask) {
        super(windows, owner, screen, unseen, styleMask);
    }

    @Override
    void blit(Pixels pixels) {
        // nobody sees it
    }

    @Override
    void clearRect(int x, int width, int y, int height) {
        // nothing was drawn
    }
}
