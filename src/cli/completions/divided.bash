
# bash takes `=` for a word of its own, so what stands behind one is completed here: the answer in
# `--answer ID=ANSWER`, and the value in `--option=VALUE`. Where nothing is typed yet, commands and
# files are offered, which people look for, and no options.
_align_divided() {
    local cur="${2#=}" here="${COMP_CWORD}"
    [[ "${COMP_WORDS[here]}" == "=" ]] && here=$((here + 1))
    if [[ "${COMP_WORDS[here - 1]}" == "=" ]]; then
        local before="${COMP_WORDS[here - 2]}"
        if [[ "${before}" == -* ]]; then
            _align "$1" "${cur}" "${before}"
        else
            COMPREPLY=($(compgen -W "yes no unsure" -- "${cur}"))
        fi
        return 0
    fi
    _align "$@"
    if [[ -z "${cur}" ]]; then
        local word words=()
        for word in "${COMPREPLY[@]}"; do
            [[ "${word}" == -* ]] || words+=("${word}")
        done
        COMPREPLY=("${words[@]}")
    fi
}
