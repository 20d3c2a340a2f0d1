/** What the tables beside the picture show: lines that follow the one selection, and the newest records of what is selected. */
package dev.vitrine.app.model.workbench;
