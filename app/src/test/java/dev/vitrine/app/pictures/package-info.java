/** Makes the pictures in {@code screenshots/} from the running app: its real window, its real broker, real clients. */
package dev.vitrine.app.pictures;
