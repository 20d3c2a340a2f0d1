/** Where JavaFX looks for the platform called "Wide". */
package com.sun.glass.ui.wide;
