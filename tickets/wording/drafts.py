"""With which drafts does a message begin? The house's own, by language and kind; an administrator may rewrite them.

A paragraph whose fact is missing is left out, so facts that may be missing stand in paragraphs of their own.
"""

DRAFTS: dict[str, dict[str, str]] = {
    "ko": {
        "accepted": """{name} 님, 말씀해 주신 덕분에 무엇을 고쳐야 하는지 알게 됐어요. 고마워요.

저희는 이렇게 이해했어요: {understood}

저희가 드리는 약속이에요: {promise}

준비되면 바로 알려 드릴게요. 그동안 어디까지 왔는지는 {reference} 페이지에서 보실 수 있어요.""",
        "not_yet": """{name} 님, 시간을 내어 말씀해 주셔서 고마워요.

저희는 이렇게 이해했어요: {understood}

지금은 아직 해 드리지 못해요. 약속부터 드리고 지키지 못하는 것보다 솔직하게 말씀드리는 편이 낫다고 생각했어요.

먼저 갖춰야 할 것이 있어요: {capability}. 갖춰지면 이 건부터 다시 살펴볼게요.

다시 살펴볼 날도 정해 두었어요: {date}.

결정이 달라지면 바로 알려 드릴게요.""",
        "not_sustainable": """{name} 님, 시간을 내어 말씀해 주셔서 고마워요.

저희는 이렇게 이해했어요: {understood}

같은 상황에 계신 모든 분께, 앞으로도 계속 해 드릴 수 있는지 꼼꼼히 따져 봤어요. 지금 저희 힘으로는 그렇게 하지 못해요. 한 번만 해 드리고 나면 다음 분께는 지키지 못할 약속이 되기 때문이에요.

말씀해 주신 내용은 그대로 간직할게요. 같은 말씀을 하시는 분이 늘거나 사정이 달라지면 다시 살펴볼게요.""",
        "not_ours": """{name} 님, 시간을 내어 말씀해 주셔서 고마워요.

저희는 이렇게 이해했어요: {understood}

이 일은 {firm}의 손이 닿지 않는 곳에서 일어나서, 저희가 직접 바꿔 드리지 못해요.

어디에 말씀하시면 좋을지 함께 찾아 드릴게요. 도움이 필요하시면 {reference} 페이지에 남겨 주세요.""",
        "cannot_confirm": """{name} 님, 시간을 내어 말씀해 주셔서 고마워요.

저희는 이렇게 이해했어요: {understood}

말씀하신 일을 저희 기록에서 찾아봤는데 아직 찾지 못했어요. 말씀을 의심해서가 아니에요. 무엇을 고쳐야 하는지 저희가 아직 모르는 거예요.

날짜나 사진처럼 떠오르는 것이 있으면 {reference} 페이지에 남겨 주세요. 받는 대로 다시 찾아볼게요.""",
        "looking_again": """{name} 님, 지난번에는 해 드리지 못한다고 말씀드렸어요. 그사이 달라진 것이 있어서 다시 살펴보고 있어요.

그때 이렇게 이해했어요: {understood}

그동안 갖춰진 것이 있어요: {capability}.

결정하는 대로 바로 알려 드릴게요.""",
    },
    "en": {
        "accepted": """{name}, thank you: because you told us, we know what to put right.

This is what we understood: {understood}

This is what we promise: {promise}

We write to you as soon as it is there. Until then, the page of {reference} shows how far we are.""",
        "not_yet": """{name}, thank you for taking the time to tell us.

This is what we understood: {understood}

We cannot do it yet. We would rather say so plainly than promise something that we could not keep.

Something has to be there first: {capability}. When it is, we look at this again before anything else.

We have also set a day to look again: {date}.

If our decision changes, you hear from us at once.""",
        "not_sustainable": """{name}, thank you for taking the time to tell us.

This is what we understood: {understood}

We looked closely at whether we could do this for everyone in your situation, and keep doing it. We could not. If we did it once, it would be a promise that we could not keep for the next person who asks.

We keep what you told us. If more people ask for it, or something changes, we look again.""",
        "not_ours": """{name}, thank you for taking the time to tell us.

This is what we understood: {understood}

It happened where {firm} cannot reach, so it is not something that we can change ourselves.

We gladly help you find who can. Write to us on the page of {reference}.""",
        "cannot_confirm": """{name}, thank you for taking the time to tell us.

This is what we understood: {understood}

We looked for it in our records and have not found it yet. That does not mean that we doubt you: it means that we do not know yet what to put right.

If a date or a picture comes to mind, leave it on the page of {reference}. We look again as soon as we have it.""",
        "looking_again": """{name}, the last time we wrote, we could not do what you asked for. Something has changed since, and we are looking at it again.

This is what we understood then: {understood}

This is new: {capability}.

We write to you as soon as we have decided.""",
    },
}
