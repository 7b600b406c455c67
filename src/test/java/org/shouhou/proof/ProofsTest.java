package org.shouhou.proof;

import org.junit.jupiter.api.Nested;

/** The proofs that drive cases everywhere, one after the other in one process: ways found for one serve the other. */
class ProofsTest {

    @Nested
    class WhateverIsSaid extends EveryMessageAtEveryWait {
    }

    @Nested
    class WhateverIsRedrawn extends RunningCasesSurviveNewModels {
    }
}
