"""What is asked: the words of a question, its frame, its conversation, the documents it names."""
