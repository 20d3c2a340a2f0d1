/** A larger screen for JavaFX's headless platform. It lies in that platform's package, because what must be replaced can be reached from there only. */
package com.sun.glass.ui.headless;
