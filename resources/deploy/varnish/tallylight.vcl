# SPDX-License-Identifier: GPL-3.0-or-later
# An edge for Tallylight's Low-Latency HLS: thousands of viewers who wait for the same playlist cost the origin one request.
# Varnish 7.1 and later. It answers /live/ and nothing else; README.md says why, and which parameters belong to it.
vcl 4.1;

import std;

backend origin {
    .host = "127.0.0.1";
    .port = "8080";
    .connect_timeout = 2s;
    # The origin holds a request for three target durations at most, then answers 503 itself.
    .first_byte_timeout = 60s;
    .between_bytes_timeout = 10s;
}

# Each request is looked up twice: first the origin's permission for its token (or for none) and its event, which is cached
# for at most a minute, then what it asked for, at the address that all viewers share. Tally-Step says which it is, and
# comes from here alone.
sub vcl_recv {
    if (req.restarts > 0 && req.http.Tally-Step == "granted") {
        set req.url = req.http.Tally-Wanted;
        return (hash);
    }
    unset req.http.Tally-Step;
    unset req.http.Tally-Edge;
    if (req.url !~ "^/live/") {
        return (synth(404));
    }
    if (req.method == "OPTIONS") {
        return (synth(204));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (synth(405));
    }
    if (req.url ~ "^[^?]*\.m3u8(\?|$)") {
        call normalise_directives;
        call normalise_encoding;
    } else {
        # Media has no directives, and gains nothing by gzip.
        set req.url = regsub(req.url, "\?.*$", "");
        unset req.http.Accept-Encoding;
    }
    # What one viewer says must not get into an answer that all share.
    unset req.http.Cookie;
    unset req.http.Authorization;
    if (req.url !~ "^/live/[a-z0-9-]+/cues/[0-9a-f-]+\.[0-9]+\.json$") { # cues are open to all, as at the origin
        call ask_permission;
    }
    return (hash);
}

# Only what reads the same to the origin gets further: no escapes, no dots but those of file names. Otherwise a viewer
# could be let in to one event here and be given another there.
sub ask_permission {
    if (req.url ~ "^/live/t/[^/?]+/[a-z0-9-]+/([A-Za-z0-9_-]+/)?[A-Za-z0-9_.-]+\.(m3u8|mp4|m4s)(\?|$)") {
        call check_shape;
        set req.http.Tally-Wanted = regsub(req.url, "^/live/t/[^/]+/", "/live/");
        set req.url = regsub(req.url, "^(/live/t/[^/]+/[^/]+)/.*$", "\1/may-play");
    } elsif (req.url ~ "^/live/[a-z0-9-]+/([A-Za-z0-9_-]+/)?[A-Za-z0-9_.-]+\.(m3u8|mp4|m4s)(\?|$)") {
        set req.http.Tally-Wanted = req.url;
        set req.url = regsub(req.url, "^(/live/[^/]+)/.*$", "\1/may-play");
    } else {
        return (synth(404));
    }
    set req.http.Tally-Step = "ask";
}

# What cannot be a token, or was one, costs the origin nothing: {key}.{expires}.{signature}, expires in seconds since 1970.
sub check_shape {
    if (req.url !~ "^/live/t/[0-9a-f]{8}\.[0-9]{1,12}\.[A-Za-z0-9_-]{43}/" ||
        std.time(regsub(req.url, "^/live/t/[^.]+\.([0-9]+)\..*$", "\1"), now - 1s) <= now) {
        return (synth(403));
    }
}

# Leaves _HLS_msn, _HLS_part and _HLS_skip, in this order and each written in one way; any other parameter would make an
# answer of its own of what is the same for all. What rfc8216bis §6.2.5 forbids ends here and costs the origin nothing.
sub normalise_directives {
    set req.url = regsuball(req.url, "[?&](?!_HLS_(?:msn|part|skip)=)[^?&]*", "");
    set req.url = regsub(req.url, "[?&]", "?");
    set req.url = regsuball(req.url, "(_HLS_(?:msn|part)=)0+(?=[0-9])", "\1");
    if (req.url ~ "(_HLS_[a-z]+=).*\1" ||
        req.url ~ "_HLS_(msn|part)=(?![0-9]{1,19}(&|$))" ||
        req.url ~ "_HLS_skip=(?!(YES|v2)(&|$))" ||
        (req.url ~ "_HLS_part=" && req.url !~ "_HLS_msn=")) {
        return (synth(400));
    }
    set req.url = std.querysort(req.url);
}

# Two forms of a playlist, as the origin keeps them; what the edge passes on it neither packs nor unpacks.
sub normalise_encoding {
    if (req.http.Accept-Encoding ~ "(?i)\bgzip\b" && req.http.Accept-Encoding !~ "(?i)\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
}

# Not the host: an edge serves one origin, whatever its names are. The encoding, though the answer's Vary names it too:
# otherwise who wants the plain playlist would wait for the packed one first, and then for its own.
sub vcl_hash {
    hash_data(req.url);
    if (req.http.Tally-Step != "ask") {
        hash_data(req.http.Accept-Encoding);
    }
    return (lookup);
}

sub vcl_backend_fetch {
    # The viewer who happened to be first, of no meaning to the origin: it trusts no such header.
    unset bereq.http.X-Forwarded-For;
    # What all viewers share is given to the edge alone, where events need tokens. Elsewhere there is no such file.
    if (bereq.http.Tally-Step == "granted") {
        set bereq.http.Tally-Edge = regsub(std.fileread("/etc/varnish/tallylight.edge"), "\s+$", "");
    }
    unset bereq.http.Tally-Step;
    unset bereq.http.Tally-Wanted;
    return (fetch);
}

# Everything is cached for a time above zero. What is not (hit-for-miss, a TTL of 0) lets those who wait go to the origin
# one after the other, each only when the one before has its answer.
sub vcl_backend_response {
    # A server that ends sends those it held to the same address again, where its successor listens: the edge goes there
    # for all of them.
    if (beresp.status == 307) {
        return (retry);
    }
    unset beresp.http.Set-Cookie;
    # Never an older playlist than the origin would send.
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    # The origin sends a held part whole and at once: those who wait are woken by its head, not by its last byte.
    set beresp.do_stream = true;
    if (beresp.status >= 400) {
        set beresp.ttl = 1s;
    } elsif (bereq.url ~ "/index\.m3u8" && beresp.ttl > 500ms && beresp.ttl <= 1s) {
        # Half a target duration of 1 s, which max-age, in whole seconds, cannot say: the origin says 1.
        set beresp.ttl = 500ms;
    } elsif (bereq.url ~ "/[0-9]+\.[0-9]+\.m4s$" && beresp.ttl > 60s) {
        # Playlists name a part for three target durations; the memory belongs to segments, which those who rewind ask for.
        set beresp.ttl = 60s;
    }
    return (deliver);
}

# The origin is away. All who wait are told at once, and nobody asks again for a second.
sub vcl_backend_error {
    set beresp.ttl = 1s;
    set beresp.grace = 0s;
    set beresp.http.Content-Type = "application/problem+json";
    set beresp.http.Cache-Control = "max-age=1";
    set beresp.http.Access-Control-Allow-Origin = "*";
    set beresp.body = {"{"type":"about:blank","title":""} + beresp.reason + {"","status":"} + beresp.status +
        ""","detail":"the edge got no answer from its origin"}""";
    return (deliver);
}

sub vcl_synth {
    unset resp.http.Server;
    unset resp.http.X-Varnish;
    set resp.http.Access-Control-Allow-Origin = "*";
    if (resp.status == 204) {
        set resp.http.Access-Control-Allow-Methods = "GET, HEAD, OPTIONS";
        set resp.http.Access-Control-Allow-Headers = "Content-Type, Range";
        set resp.http.Access-Control-Max-Age = "86400";
        return (deliver);
    }
    if (resp.status == 405) {
        set resp.http.Allow = "GET, HEAD, OPTIONS";
    }
    set resp.http.Content-Type = "application/problem+json";
    set resp.http.Cache-Control = "max-age=1";
    set req.http.Tally-Detail = "this edge answers GET of /live/ with the directives of LL-HLS, each once";
    if (resp.status == 403) {
        set req.http.Tally-Detail = "the playback token is not valid for this event, or has expired";
    }
    set resp.body = {"{"type":"about:blank","title":""} + resp.reason + {"","status":"} + resp.status +
        {","detail":""} + req.http.Tally-Detail + """"}""";
    return (deliver);
}

# `Age` stays: a player reckons by it how old a held playlist is.
sub vcl_deliver {
    if (req.http.Tally-Step == "ask" && resp.status == 204) {
        set req.http.Tally-Step = "granted";
        return (restart);
    }
    unset resp.http.Via;
    unset resp.http.X-Varnish;
    return (deliver);
}
