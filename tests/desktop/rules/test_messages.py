from desktop.rules.messages import N_


def test_marking_a_text_leaves_it_as_it_is() -> None:
    assert N_("Count them on the document.") == "Count them on the document."
