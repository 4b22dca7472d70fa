# The evaluation: keeps the text above the mark in docs/evaluation.md and writes the tables below it anew.
.PHONY: eval
eval:
	go build -o bin/taupier ./cmd/taupier
	sed '/^<!-- tables -->$$/q' docs/evaluation.md > bin/evaluation.md
	./bin/taupier eval -o markdown >> bin/evaluation.md
	mv bin/evaluation.md docs/evaluation.md
