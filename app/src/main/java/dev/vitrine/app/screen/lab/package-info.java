/** The Lab: where a key goes, client library by client library; who gets which partition, assignor by assignor. */
package dev.vitrine.app.screen.lab;
