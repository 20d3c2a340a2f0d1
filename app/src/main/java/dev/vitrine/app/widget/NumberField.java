package dev.vitrine.app.widget;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;

/** A number being typed. Keeps its last good value while what stands there is none, or out of its bounds, and shows that it is. */
public final class NumberField extends TextField {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final ReadOnlyDoubleWrapper value = new ReadOnlyDoubleWrapper(this, "value", 0);
    private double min;
    private double max = Integer.MAX_VALUE;
    private boolean whole = true;

    public NumberField() {
        getStyleClass().addAll("mono", "number-field");
        textProperty().addListener((_, _, text) -> typed(text));
        focusedProperty().addListener((_, _, focused) -> {
            if (!focused && getPseudoClassStates().contains(WRONG)) {
                set(value.get());
            }
        });
    }

    private void typed(String text) {
        try {
            double number = Double.parseDouble(text.replace(",", "").strip());
            boolean right = number >= min && number <= max && (!whole || number == Math.rint(number));
            pseudoClassStateChanged(WRONG, !right);
            if (right) {
                value.set(number);
            }
        } catch (NumberFormatException e) {
            pseudoClassStateChanged(WRONG, true);
        }
    }

    public void set(double number) {
        if (value.get() != number || getText().isEmpty() || getPseudoClassStates().contains(WRONG)) {
            setText(number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number));
        }
    }

    public ReadOnlyDoubleProperty valueProperty() {
        return value.getReadOnlyProperty();
    }

    public int number() {
        return (int) value.get();
    }

    public double getMin() {
        return min;
    }

    public void setMin(double least) {
        min = least;
    }

    public double getMax() {
        return max;
    }

    public void setMax(double most) {
        max = most;
    }

    public boolean isWhole() {
        return whole;
    }

    public void setWhole(boolean onlyWhole) {
        whole = onlyWhole;
    }
}
