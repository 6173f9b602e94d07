"""The embedded cluster, as far as it can be told without starting one."""

from devtools.postgres import Cluster, answers


def test_nothing_answers_before_the_cluster_is_made(ws):
    assert not answers(Cluster(ws.state / "postgres", None))


def test_the_socket_of_a_deep_folder_lies_in_a_short_one(ws):
    deep = ws.state / ("deep" * 30)
    assert len(str(Cluster(deep, None).socket)) < 100
    other = ws.state / ("deeper" * 30)
    assert Cluster(deep, None).socket != Cluster(other, None).socket
