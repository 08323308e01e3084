/**
 * Why a running action is aborted when the engine itself ends: what goes on elsewhere, and is taken up again at the next
 * start, must not be ended with it.
 */
export const ENGINE_STOPS = new Error("The engine stops.");
