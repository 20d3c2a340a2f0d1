/** The Workbench: tables beside the picture, bound to the same selection and the same moment. */
package dev.vitrine.app.screen.workbench;
