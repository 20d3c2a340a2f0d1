package dev.vitrine.app.model.cluster;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import java.util.List;
import java.util.Optional;

/** Something that a person does to a broker or to the link between two: its verb, what it does, and what takes it back. */
public sealed interface Act {

    record Add() implements Act {}

    record Start(int broker) implements Act {}

    record Stop(int broker) implements Act {}

    record Kill(int broker) implements Act {}

    record Freeze(int broker) implements Act {}

    record Thaw(int broker) implements Act {}

    /** Both directions between two brokers. @param delayMillis of a slow one; @param loss of a lossy one, 0 to 1 */
    record Link(int a, int b, LinkState state, long delayMillis, double loss) implements Act {

        public static Link cut(int a, int b) {
            return new Link(a, b, LinkState.CUT, 0, 1);
        }

        public static Link slow(int a, int b, long delayMillis) {
            return new Link(a, b, LinkState.SLOW, delayMillis, 0);
        }

        public static Link lossy(int a, int b, double loss) {
            return new Link(a, b, LinkState.LOSSY, 0, loss);
        }

        public static Link heal(int a, int b) {
            return new Link(a, b, LinkState.OPEN, 0, 0);
        }
    }

    /** All links of a broker, as when its cable is pulled: it runs on, and clients still reach it. */
    record CutOff(int broker, List<Integer> from) implements Act {

        public CutOff {
            from = List.copyOf(from);
        }
    }

    /** All links of a broker are as they should be again. */
    record Reconnect(int broker, List<Integer> to) implements Act {

        public Reconnect {
            to = List.copyOf(to);
        }
    }

    /** As it stands on a button or in a menu. */
    default String verb() {
        return switch (this) {
            case Add _ -> "Add a broker";
            case Start a -> "Start broker " + a.broker;
            case Stop a -> "Stop broker " + a.broker;
            case Kill a -> "Kill broker " + a.broker;
            case Freeze a -> "Freeze broker " + a.broker;
            case Thaw a -> "Thaw broker " + a.broker;
            case CutOff a -> "Cut broker " + a.broker + " off";
            case Reconnect a -> "Reconnect broker " + a.broker;
            case Link a -> switch (a.state) {
                case CUT -> "Cut the link";
                case SLOW -> "Slow it down by " + Figures.duration(a.delayMillis);
                case LOSSY -> "Lose " + Math.round(a.loss * 100) + " % on the way";
                case OPEN -> "Heal the link";
            };
        };
    }

    /** What it means, in a sentence. */
    default String meaning() {
        return switch (this) {
            case Add _ -> "One more broker, with an address and a folder of its own, joins the cluster.";
            case Start _ -> "It reads its log, asks the leaders what it has missed, and is in sync once it has caught up.";
            case Stop _ -> "It says goodbye: what it leads is handed to other replicas before it ends. Nothing is lost.";
            case Kill _ -> "As kill −9: its connections break, nothing is flushed, nobody is told. The controller notices when its heartbeats stay away.";
            case Freeze _ -> "As a long pause of a process: its connections stay open, nothing is answered, and it doesn’t know that time goes by.";
            case Thaw _ -> "It goes on where it stood, and learns what has happened meanwhile.";
            case CutOff _ -> "No broker hears of it any more, while clients still reach it: the classic split.";
            case Reconnect _ -> "All that it says gets to the others again, and theirs to it.";
            case Link a -> switch (a.state) {
                case CUT -> "What one says to the other does not get there, in either direction.";
                case SLOW -> "Each question and each answer comes later.";
                case LOSSY -> "Some questions and answers are never heard of.";
                case OPEN -> "Everything gets there at once again.";
            };
        };
    }

    /** What is to be said when it is done. */
    default String done() {
        return switch (this) {
            case Add _ -> "One more broker is there.";
            case Start a -> "Broker " + a.broker + " runs again.";
            case Stop a -> "Broker " + a.broker + " stopped in order.";
            case Kill a -> "Broker " + a.broker + " was killed.";
            case Freeze a -> "Broker " + a.broker + " stands still.";
            case Thaw a -> "Broker " + a.broker + " goes on.";
            case CutOff a -> "No broker hears of broker " + a.broker + " any more.";
            case Reconnect a -> "Broker " + a.broker + " is heard again.";
            case Link a -> "Between broker " + a.a + " and broker " + a.b + " " + switch (a.state) {
                case CUT -> "nothing gets through.";
                case SLOW -> "everything takes " + Figures.duration(a.delayMillis) + " longer.";
                case LOSSY -> Math.round(a.loss * 100) + " % gets lost.";
                case OPEN -> "everything gets through.";
            };
        };
    }

    /** What takes it back; empty where nothing does. What a crash lost stays lost. */
    default Optional<Act> undo() {
        return switch (this) {
            case Stop a -> Optional.of(new Start(a.broker));
            case Kill a -> Optional.of(new Start(a.broker));
            case Freeze a -> Optional.of(new Thaw(a.broker));
            case CutOff a -> Optional.of(new Reconnect(a.broker, a.from));
            case Link a when a.state != LinkState.OPEN -> Optional.of(Link.heal(a.a, a.b));
            case Add _, Start _, Thaw _, Reconnect _, Link _ -> Optional.empty();
        };
    }

    /** Does it. Blocks: for the background. */
    default void carryOut(BrokerDesk desk) {
        switch (this) {
            case Add _ -> desk.add();
            case Start a -> desk.start(a.broker);
            case Stop a -> desk.stop(a.broker);
            case Kill a -> desk.kill(a.broker);
            case Freeze a -> desk.freeze(a.broker);
            case Thaw a -> desk.thaw(a.broker);
            case CutOff a -> a.from.forEach(other -> Link.cut(a.broker, other).carryOut(desk));
            case Reconnect a -> a.to.forEach(other -> Link.heal(a.broker, other).carryOut(desk));
            case Link a -> {
                desk.link(new LinkView(a.a, a.b, a.state, a.delayMillis, a.loss));
                desk.link(new LinkView(a.b, a.a, a.state, a.delayMillis, a.loss));
            }
        }
    }
}
