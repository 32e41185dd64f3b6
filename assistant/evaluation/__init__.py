"""Evaluation of the conversation: cases judged by code on state, ids, facts and tool calls, never on wording."""
