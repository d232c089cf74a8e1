def test_what_links_have_in_common_is_kept() -> None:
    get_ready()
    before = regions.cache_info().misses
    qr_matrix("https://checkout.dodopayments.com/Rb81nYcE")
    qr_matrix("https://test.checkout.dodopayments.com/Rb81nYcE0a1b2c3d")
    assert regions.cache_info().misses == before
