"""How does each place where code is made speak? Pure: questions to ask, answers to read, signatures to check."""

from connections.hosts.excuses import Excuse, excuse
from connections.hosts.github import GitHub
from connections.hosts.gitlab import GitLab
from connections.hosts.jira import Jira
from connections.hosts.linear import Linear
from connections.hosts.speech import At, Draft, Host, Issue, Question, Unreadable
from connections.vocabulary import Kind

HOSTS: dict[str, Host] = {
    Kind.GITHUB: GitHub(),
    Kind.GITLAB: GitLab(),
    Kind.JIRA: Jira(),
    Kind.LINEAR: Linear(),
}

__all__ = ["HOSTS", "At", "Draft", "Excuse", "Host", "Issue", "Question", "Unreadable", "excuse"]
