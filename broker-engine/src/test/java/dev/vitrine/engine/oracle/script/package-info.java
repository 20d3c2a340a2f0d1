/** What both brokers are asked, by family of APIs. Each script makes up its own names, reads the fixture and leaves others' things alone. */
package dev.vitrine.engine.oracle.script;
