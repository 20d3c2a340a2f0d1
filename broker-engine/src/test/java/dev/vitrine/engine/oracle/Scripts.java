package dev.vitrine.engine.oracle;

import dev.vitrine.engine.oracle.script.ClassicGroupScripts;
import dev.vitrine.engine.oracle.script.ClusterScripts;
import dev.vitrine.engine.oracle.script.CommitScripts;
import dev.vitrine.engine.oracle.script.ConfigScripts;
import dev.vitrine.engine.oracle.script.ConsumerGroupScripts;
import dev.vitrine.engine.oracle.script.FetchScripts;
import dev.vitrine.engine.oracle.script.GotchaScripts;
import dev.vitrine.engine.oracle.script.ListingScripts;
import dev.vitrine.engine.oracle.script.MetadataScripts;
import dev.vitrine.engine.oracle.script.NamedTwiceScripts;
import dev.vitrine.engine.oracle.script.OffsetScripts;
import dev.vitrine.engine.oracle.script.ProduceScripts;
import dev.vitrine.engine.oracle.script.SecurityScripts;
import dev.vitrine.engine.oracle.script.TelemetryScripts;
import dev.vitrine.engine.oracle.script.TopicScripts;
import dev.vitrine.engine.oracle.script.TransactionScripts;
import java.util.List;

/** All scripts. */
final class Scripts {

    private Scripts() {}

    /** @param deep with more of what is made up */
    static List<Script> all(boolean deep) {
        ScriptBook book = new ScriptBook();
        MetadataScripts.addTo(book);
        ProduceScripts.addTo(book);
        FetchScripts.addTo(book);
        OffsetScripts.addTo(book);
        TopicScripts.addTo(book);
        ConfigScripts.addTo(book);
        ClassicGroupScripts.addTo(book);
        CommitScripts.addTo(book);
        ConsumerGroupScripts.addTo(book);
        TransactionScripts.addTo(book);
        ListingScripts.addTo(book);
        ClusterScripts.addTo(book);
        SecurityScripts.addTo(book);
        TelemetryScripts.addTo(book);
        NamedTwiceScripts.addTo(book);
        GotchaScripts.addTo(book);
        MadeUpScripts.addTo(book, deep);
        return book.scripts();
    }
}
