package dev.vitrine.app.screen;

import dev.vitrine.app.journal.TimeCursor;
import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.Notices;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.cluster.Errands;
import dev.vitrine.app.model.explain.Finding;
import dev.vitrine.app.model.explain.Reasons;
import dev.vitrine.app.model.lessons.Course;
import dev.vitrine.app.model.stage.Emblems;
import dev.vitrine.app.model.theatre.Theatre;
import dev.vitrine.app.source.ClusterSource;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;

/**
 * All that a screen is given. Screens are made only when the broker serves: {@code source} is ready to use.
 *
 * @param source     the cluster
 * @param selection  shared by all screens
 * @param background for work that may take longer than a frame
 * @param notices    short news for the person
 * @param navigator  to other screens
 * @param theme      the look that is on
 * @param time       the cursor that all panes follow; who acts on the cluster is {@linkplain TimeCursor#live live} first
 * @param feed       what happened, in plain language; filled whichever screen is shown
 * @param actors     producers and consumers inside the app
 * @param course     the lesson that is taken, if any
 * @param theatre    the rebalances that were seen; filled whichever screen is shown
 * @param reasons    why things are as they are
 * @param emblems    who has which colour and shape
 * @param errands    what is wanted of brokers, by who is on another screen than theirs
 * @param tables     how far the tables have come up beside the picture: 0 at the depth of the Story, 1 at that of the Workbench
 */
public record ScreenContext(
        ClusterSource source,
        Selection selection,
        Background background,
        Notices notices,
        Navigator navigator,
        ObjectProperty<Theme> theme,
        FeedModel feed,
        TimeCursor time,
        ActorDesk actors,
        Course course,
        Theatre theatre,
        Reasons reasons,
        Emblems emblems,
        Errands errands,
        ReadOnlyDoubleProperty tables) {

    /** Goes to the evidence: selects what it is about, at the time at which it can be seen. */
    public void follow(Finding finding) {
        finding.atMillis().ifPresent(time::viewFrom);
        selection.select(finding.about());
    }

    /** Whoever decides by what is to be seen must see what is now. @return true where it was the past: live again, and said so; nothing else is to happen */
    public boolean onlyLookedAtThePast() {
        boolean past = time.wasPast();
        if (past) {
            notices.tell(time.isRecording() ? "This is a recording: it can be looked at, and nothing in it can be changed."
                    : "Back to live: what you saw was the past. This is how it is now.");
        }
        return past;
    }
}
