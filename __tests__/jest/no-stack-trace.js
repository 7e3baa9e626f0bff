/** Stands in for CDKTF's own, of which only the message of an error in a token tells. */
exports.captureStackTrace = () => [];
