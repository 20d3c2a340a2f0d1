package dev.vitrine.app.screen;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.PaletteEntry;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.cluster.ClusterPictures;
import dev.vitrine.app.model.cluster.Errands;
import dev.vitrine.app.model.cluster.Offers;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** What "find anything, do anything" offers: screens, what the app itself can do, and what there is in the cluster. */
final class PaletteEntries {

    private PaletteEntries() {}

    /** What those have in common who find something and those who show it. */
    record Shared(Selection selection, Errands errands) {}

    /** @param snapshot null before the first has come */
    static List<PaletteEntry> of(ClusterSnapshot snapshot, ClusterSource source, Shared shared, ShellController shell, ShellController.Needs needs) {
        List<PaletteEntry> entries = new ArrayList<>();
        for (int i = 0; i < needs.screens().size(); i++) {
            ScreenSpec screen = needs.screens().get(i);
            entries.add(new PaletteEntry(screen.title(), "screen · Ctrl+" + (i + 1), () -> shell.show(screen.id())));
        }
        entries.add(new PaletteEntry("Switch theme", "light or dark", shell::switchTheme));
        entries.add(new PaletteEntry("Present to others", "full screen, large · F5", shell::togglePresentation));
        entries.addAll(shell.shareable());
        entries.add(new PaletteEntry("Full screen", "F11", needs.window()::toggleFullScreen));
        entries.add(new PaletteEntry("Figures about the frames", "F12", shell::toggleHud));
        entries.add(new PaletteEntry("Copy the address", source.bootstrap(), () -> copy(source.bootstrap())));
        if (snapshot != null) {
            cluster(snapshot, shared.selection(), shell, entries);
        }
        if (snapshot != null && source.brokers().isPresent()) {
            acts(ClusterPictures.of(snapshot, false), shared.errands(), shell, entries);
        }
        return entries;
    }

    private static void cluster(ClusterSnapshot snapshot, Selection selection, ShellController shell, List<PaletteEntry> entries) {
        snapshot.topics().forEach(topic -> entries.add(new PaletteEntry(topic.name(), "topic · " + Figures.count(topic.partitions().size(), "partition"),
                () -> go(selection, new Selected.Topic(topic.name()), shell))));
        snapshot.groups().forEach(group -> entries.add(new PaletteEntry(group.id(), "group · " + group.state().label(),
                () -> go(selection, new Selected.Group(group.id()), shell))));
        snapshot.brokers().forEach(broker -> entries.add(new PaletteEntry("Broker " + broker.id(), "broker · " + broker.state().name().toLowerCase(Locale.ROOT), () -> {
            selection.select(new Selected.Broker(broker.id()));
            shell.show("cluster");
        })));
        snapshot.connections().stream().map(connection -> connection.clientId()).distinct().filter(client -> !client.isEmpty())
                .forEach(client -> entries.add(new PaletteEntry(client, "program", () -> go(selection, new Selected.Client(client), shell))));
    }

    /** What the mouse can do to brokers and links; the screen of the cluster asks first, as it does there. */
    private static void acts(ClusterPicture picture, Errands errands, ShellController shell, List<PaletteEntry> entries) {
        BiConsumer<Act, String> offer = (act, hint) -> entries.add(new PaletteEntry(act.verb(), hint, () -> {
            errands.bring(act);
            shell.show("cluster");
        }));
        offer.accept(new Act.Add(), "cluster");
        picture.tanks().forEach(tank -> Offers.of(tank, picture).forEach(act -> offer.accept(act, "broker · " + tank.stateWord())));
        picture.wires().forEach(wire -> Offers.of(wire).forEach(act -> offer.accept(act, "link between broker " + wire.a() + " and broker " + wire.b())));
    }

    private static void go(Selection selection, Selected what, ShellController shell) {
        selection.select(what);
        shell.show("stage");
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
