"""NAV's and VIES' services on the loopback, as strict as the real ones."""

import hashlib
import re

from lxml import etree

from .http_server import Server

API = "http://schemas.nav.gov.hu/OSA/3.0/api"
COMMON = "http://schemas.nav.gov.hu/NTCA/1.0/common"
BASE = "http://schemas.nav.gov.hu/OSA/3.0/base"
# what the request must consist of, in this order
SHAPE = {
    "header": (COMMON, ("requestId", "timestamp", "requestVersion", "headerVersion")),
    "user": (COMMON, ("login", "passwordHash", "taxNumber", "requestSignature")),
    "software": (
        API,
        (
            "softwareId",
            "softwareName",
            "softwareOperation",
            "softwareMainVersion",
            "softwareDevName",
            "softwareDevContact",
            "softwareDevCountryCode",
            "softwareDevTaxNumber",
        ),
    ),
}
PATTERNS = {
    "requestId": r"[+a-zA-Z0-9_]{1,30}",
    "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z",
    "requestVersion": r"3\.0",
    "headerVersion": r"1\.0",
    "login": r"[a-zA-Z0-9]{6,15}",
    "taxNumber": r"[0-9]{8}",
    "softwareId": r"[0-9A-Z\-]{18}",
    "softwareOperation": r"LOCAL_SOFTWARE|ONLINE_SERVICE",
}
ANSWER = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<QueryTaxpayerResponse xmlns="{API}" xmlns:ns2="{COMMON}" xmlns:ns3="{BASE}">
  <ns2:header><ns2:requestId>R1</ns2:requestId></ns2:header>
  <ns2:result><ns2:funcCode>OK</ns2:funcCode></ns2:result>
  <software><softwareId>X</softwareId></software>
  <infoDate>2026-01-02T00:00:00Z</infoDate>
  <taxpayerValidity>{valid}</taxpayerValidity>{data}
</QueryTaxpayerResponse>"""
DATA = """<taxpayerData>
  <taxpayerName>{name}</taxpayerName>
  <taxNumberDetail><ns3:taxpayerId>{number}</ns3:taxpayerId>
    <ns3:vatCode>{vat_code}</ns3:vatCode><ns3:countyCode>42</ns3:countyCode></taxNumberDetail>
  <incorporation>ORGANIZATION</incorporation>{group}
  <taxpayerAddressList>
    <taxpayerAddressItem><taxpayerAddressType>SITE</taxpayerAddressType>
      <taxpayerAddress><ns3:countryCode>HU</ns3:countryCode><ns3:postalCode>9021</ns3:postalCode>
        <ns3:city>GYŐR</ns3:city><ns3:streetName>RAKTÁR</ns3:streetName>
        <ns3:publicPlaceCategory>UTCA</ns3:publicPlaceCategory></taxpayerAddress>
    </taxpayerAddressItem>
    <taxpayerAddressItem><taxpayerAddressType>HQ</taxpayerAddressType>
      <taxpayerAddress><ns3:countryCode>HU</ns3:countryCode><ns3:postalCode>1132</ns3:postalCode>
        <ns3:city>BUDAPEST</ns3:city><ns3:streetName>VÁCI</ns3:streetName>
        <ns3:publicPlaceCategory>ÚT</ns3:publicPlaceCategory><ns3:number>22-24</ns3:number>
        <ns3:floor>3</ns3:floor></taxpayerAddress>
    </taxpayerAddressItem>
  </taxpayerAddressList>
</taxpayerData>"""
ERROR = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<GeneralErrorResponse xmlns="{API}" xmlns:ns2="{COMMON}">
  <ns2:header><ns2:requestId>R1</ns2:requestId></ns2:header>
  <ns2:result><ns2:funcCode>ERROR</ns2:funcCode><ns2:errorCode>{code}</ns2:errorCode>
    <ns2:message>{message}</ns2:message></ns2:result>
</GeneralErrorResponse>"""
NAMES = {"API": API, "COMMON": COMMON, "BASE": BASE}


class NavServer(Server):
    """Answers `queryTaxpayer`, after it has checked who asks and whether the request is signed.

    `taxpayers` maps eight digits to what is known of them; `broken` is an answer in place of all.
    """

    login, password = "tesztelo01", "Jelszó1234"
    key, own_number = "aa-bb-1122", "12892312"

    def __init__(self):
        super().__init__()
        self.taxpayers = {}
        self.asked = []
        self.refused = []
        self.broken = None
        self._ids = set()

    def know(self, number, valid=True, name="KISS KERESKEDELMI KFT.", vat_code="2", group=""):
        """Let a taxpayer be known."""
        membership = f"<vatGroupMembership>{group}</vatGroupMembership>" if group else ""
        data = DATA.format(number=number, name=name, vat_code=vat_code, group=membership)
        self.taxpayers[number] = (valid, data)

    def answer(self, path, body):
        """Return status and body."""
        if self.broken:
            return self.broken
        if path != "/invoiceService/v3/queryTaxpayer":
            return 404, b""
        root = etree.fromstring(body)
        code = self._shape_fault(root) or self._identity_fault(root)
        if code:
            self.refused.append(code)
            return self.error(code)
        number = root.findtext(f"{{{API}}}taxNumber")
        self.asked.append(number)
        valid, data = self.taxpayers.get(number, (False, ""))
        text = ANSWER.format(valid=str(valid).lower(), data=data, **NAMES)
        return 200, text.encode()

    def error(self, code, message="Helytelen authentikációs adatok!"):
        """Return NAV's way to refuse."""
        return 500, ERROR.format(code=code, message=message, **NAMES).encode()

    def _shape_fault(self, root):
        tags = [child.tag for child in root]
        expected = [f"{{{space}}}{name}" for name, (space, _parts) in SHAPE.items()]
        if root.tag != f"{{{API}}}QueryTaxpayerRequest" or tags != [
            *expected,
            f"{{{API}}}taxNumber",
        ]:
            return "SCHEMA_VIOLATION"
        for node, (space, parts) in zip(root, SHAPE.values(), strict=False):
            if [child.tag for child in node] != [f"{{{space}}}{part}" for part in parts]:
                return "SCHEMA_VIOLATION"
        for node in root.iter():
            pattern = PATTERNS.get(etree.QName(node).localname)
            if pattern and not re.fullmatch(pattern, node.text or ""):
                return "SCHEMA_VIOLATION"
        return ""

    def _identity_fault(self, root):
        def text(name):
            return root.findtext(f".//{{{COMMON}}}{name}")

        password = root.find(f".//{{{COMMON}}}passwordHash")
        signature = root.find(f".//{{{COMMON}}}requestSignature")
        hashed = hashlib.sha512(self.password.encode()).hexdigest().upper()
        if (text("login"), password.text) != (self.login, hashed):
            return "INVALID_SECURITY_USER"
        if text("taxNumber") != self.own_number:
            return "INVALID_CUSTOMER"
        if text("requestId") in self._ids:
            return "REQUEST_ID_NOT_UNIQUE"
        self._ids.add(text("requestId"))
        moment = re.sub(r"\D", "", text("timestamp").partition(".")[0])
        signed = f"{text('requestId')}{moment}{self.key}"
        kinds = (password.get("cryptoType"), signature.get("cryptoType"))
        wanted = hashlib.sha3_512(signed.encode()).hexdigest().upper()
        if signature.text != wanted or kinds != ("SHA-512", "SHA3-512"):
            return "INVALID_REQUEST_SIGNATURE"
        return ""


TYPES = "urn:ec.europa.eu:taxud:vies:services:checkVat:types"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSDL = """<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions targetNamespace="urn:ec.europa.eu:taxud:vies:services:checkVat"
    xmlns:tns="urn:ec.europa.eu:taxud:vies:services:checkVat" xmlns:t="{types}"
    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/">
  <wsdl:types>
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{types}"
        elementFormDefault="qualified">
      <xs:element name="checkVat"><xs:complexType><xs:sequence>
        <xs:element name="countryCode" type="xs:string"/>
        <xs:element name="vatNumber" type="xs:string"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="checkVatResponse"><xs:complexType><xs:sequence>
        <xs:element name="countryCode" type="xs:string"/>
        <xs:element name="vatNumber" type="xs:string"/>
        <xs:element name="requestDate" type="xs:date"/>
        <xs:element name="valid" type="xs:boolean"/>
        <xs:element name="name" type="xs:string" minOccurs="0" nillable="true"/>
        <xs:element name="address" type="xs:string" minOccurs="0" nillable="true"/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="request"><wsdl:part name="parameters" element="t:checkVat"/></wsdl:message>
  <wsdl:message name="response">
    <wsdl:part name="parameters" element="t:checkVatResponse"/></wsdl:message>
  <wsdl:portType name="checkVatPortType"><wsdl:operation name="checkVat">
    <wsdl:input message="tns:request"/><wsdl:output message="tns:response"/>
  </wsdl:operation></wsdl:portType>
  <wsdl:binding name="checkVatBinding" type="tns:checkVatPortType">
    <s:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="checkVat"><s:operation soapAction=""/>
      <wsdl:input><s:body use="literal"/></wsdl:input>
      <wsdl:output><s:body use="literal"/></wsdl:output></wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="checkVatService">
    <wsdl:port name="checkVatPort" binding="tns:checkVatBinding">
      <s:address location="{url}/checkVatService"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>"""
FOUND = """<s:Envelope xmlns:s="{soap}"><s:Body><checkVatResponse xmlns="{types}">
<countryCode>{country}</countryCode><vatNumber>{number}</vatNumber>
<requestDate>2026-03-02+01:00</requestDate><valid>{valid}</valid>
<name>{name}</name><address>{address}</address></checkVatResponse></s:Body></s:Envelope>"""
FAULT = """<s:Envelope xmlns:s="{soap}"><s:Body><s:Fault><faultcode>s:Server</faultcode>
<faultstring>{text}</faultstring></s:Fault></s:Body></s:Envelope>"""


class ViesServer(Server):
    """Answers `checkVat`. `numbers` maps known numbers to (name, address); `fault` is for all."""

    def __init__(self):
        super().__init__()
        self.numbers = {}
        self.asked = []
        self.fault = None

    def answer(self, path, body):
        """Return status and body."""
        if path.endswith(".wsdl"):
            return 200, WSDL.format(types=TYPES, url=self.url).encode()
        if self.fault:
            return 500, FAULT.format(soap=SOAP, text=self.fault).encode()
        root = etree.fromstring(body)
        parts = {"country": "countryCode", "number": "vatNumber"}
        found = {key: root.findtext(f".//{{{TYPES}}}{name}") for key, name in parts.items()}
        full = found["country"] + found["number"]
        self.asked.append(full)
        name, address = self.numbers.get(full, ("---", "---"))
        valid = str(full in self.numbers).lower()
        text = FOUND.format(
            soap=SOAP, types=TYPES, valid=valid, name=name, address=address, **found
        )
        return 200, text.encode()
