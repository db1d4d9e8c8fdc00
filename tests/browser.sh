#!/bin/sh
# The tests drive a real Chromium, need Chinese glyphs and sign with ssh-keygen; on Debian as root all are
# installed when missing, elsewhere the line to run is printed and the run fails: a skipped test proves nothing.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
command -v ssh-keygen >/dev/null 2>&1 || missing="$missing openssh-client"
command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh family | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
[ -z "$missing" ] && exit 0

install="apt-get update && apt-get install -y --no-install-recommends $missing"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "安装测试需要的软件：$missing"
    DEBIAN_FRONTEND=noninteractive sh -c "$install" >/dev/null
    exit 0
fi
echo "测试还缺：$missing。请先运行：" >&2
echo "    sudo sh -c '$install'" >&2
exit 1
