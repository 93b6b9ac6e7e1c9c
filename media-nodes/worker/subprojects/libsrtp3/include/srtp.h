#pragma once

// The worker is written against libsrtp 3. This header gives it the calls it
// makes there, carried out by libsrtp 2:
//
// - A policy is a plain struct in version 2 and an opaque object in version 3,
//   which owns its key.
// - Version 2 protects and unprotects a packet in place and counts in `int`;
//   version 3 takes an input, an output and the output's size.
//
// The C functions keep their names; the version 3 signatures stand beside them
// as C++ overloads.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#define srtp_policy_t srtp2_policy_t
#include_next <srtp.h>
#undef srtp_policy_t

// Codes that version 2 does not have and the worker names.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(100);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(101);

struct srtp3_policy
{
	srtp2_policy_t v2{};
	std::vector<uint8_t> key;
};

using srtp_policy_t = srtp3_policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new srtp3_policy;

	return srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->v2.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	auto* rtp  = &policy->v2.rtp;
	auto* rtcp = &policy->v2.rtcp;

	switch (profile)
	{
		case srtp_profile_aead_aes_256_gcm:
			srtp_crypto_policy_set_aes_gcm_256_16_auth(rtp);
			srtp_crypto_policy_set_aes_gcm_256_16_auth(rtcp);
			return srtp_err_status_ok;

		case srtp_profile_aead_aes_128_gcm:
			srtp_crypto_policy_set_aes_gcm_128_16_auth(rtp);
			srtp_crypto_policy_set_aes_gcm_128_16_auth(rtcp);
			return srtp_err_status_ok;

		case srtp_profile_aes128_cm_sha1_80:
			srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(rtp);
			srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(rtcp);
			return srtp_err_status_ok;

		// The short tag is for RTP only: RFC 5764 keeps 80 bits for RTCP.
		case srtp_profile_aes128_cm_sha1_32:
			srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(rtp);
			srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(rtcp);
			return srtp_err_status_ok;

		default:
			return srtp_err_status_bad_param;
	}
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLength,
  const uint8_t* salt,
  size_t saltLength,
  const uint8_t* /*mki*/,
  size_t /*mkiLength*/)
{
	policy->key.assign(key, key + keyLength);
	policy->key.insert(policy->key.end(), salt, salt + saltLength);
	policy->v2.key = policy->key.data();

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->v2.allow_repeat_tx = allow;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->v2.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	policy->v2.next = nullptr;

	return srtp_create(session, &policy->v2);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

namespace srtp3
{
	using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

	// SRTCP puts the E flag and the packet's index before the tag.
	constexpr size_t RtcpIndexSize = 4;

	// Runs a version 2 call on `out` after the packet was put there. `growth` is
	// what the call may add to the packet's length.
	inline srtp_err_status_t run(
	  InPlace call, size_t growth, srtp_t session, const uint8_t* in, size_t length, uint8_t* out, size_t* outLength)
	{
		if (*outLength < length + growth)
		{
			return srtp_err_status_buffer_small;
		}

		if (out != in)
		{
			std::memcpy(out, in, length);
		}

		int size          = static_cast<int>(length);
		const auto status = call(session, out, &size);

		*outLength = static_cast<size_t>(size);

		return status;
	}
} // namespace srtp3

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* in, size_t length, uint8_t* out, size_t* outLength, size_t /*mki*/)
{
	return srtp3::run(srtp_protect, SRTP_MAX_TRAILER_LEN, session, in, length, out, outLength);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t length, uint8_t* out, size_t* outLength, size_t /*mki*/)
{
	return srtp3::run(srtp_protect_rtcp, SRTP_MAX_TRAILER_LEN + srtp3::RtcpIndexSize, session, in, length, out, outLength);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* in, size_t length, uint8_t* out, size_t* outLength)
{
	return srtp3::run(srtp_unprotect, 0, session, in, length, out, outLength);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t length, uint8_t* out, size_t* outLength)
{
	return srtp3::run(srtp_unprotect_rtcp, 0, session, in, length, out, outLength);
}
