/** Which partition a key leads to, client library by client library, and where live programs of one topic disagree about it. */
package dev.vitrine.app.model.keys;
