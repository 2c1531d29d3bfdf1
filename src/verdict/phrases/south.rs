//! Languages of South and South-East Asia.

use super::{Rows, Say};

pub(super) const VIETNAMESE: Rows = &[
    (Say::Who, "hộp thư|người dùng|người nhận|tài khoản|hòm thư|thuê bao|hộp mail|hộp thư đến|khách hàng"),
    (Say::Addr, "địa chỉ"),
    (Say::Domain, "tên miền"),
    (Say::From, "người gửi"),
    (Say::Us, "ip của|địa chỉ ip|máy chủ của|kết nối|máy chủ gửi|máy khách|máy chủ của bạn|ip của bạn"),
    (
        Say::Gone,
        "không tồn tại|không tìm thấy|không xác định|không có người|không có hộp|không có tài khoản|không được tìm|\
         không rõ|không biết|chưa đăng ký|không được biết|chưa được đăng|không nhận ra|không hề tồn tại|với tên này|\
         có tên này|không có người dùng|không có trong|không thấy|không được tìm thấy|không có địa chỉ|\
         không có trên|không có ở|không có thật|không có ai",
    ),
    (Say::Bad, "không hợp lệ|không đúng|sai_"),
    (
        Say::Off,
        "vô hiệu|đã đóng|bị đóng|đã xóa|đã xoá|bị xóa|bị xoá|ngừng hoạt động|hết hạn|đã hủy|đã bị hủy|\
         không còn hoạt động|đã ngừng|không còn sử dụng|không còn được sử dụng|bị huỷ|bị hủy|tắt_|đã bị xóa|\
         đã bị xoá|bị vô hiệu|đã bị đóng|ngưng sử dụng|đã khóa vĩnh viễn|không còn tồn tại|không được sử dụng",
    ),
    (Say::Held, "bị khóa|bị khoá|tạm ngưng|đình chỉ|tạm khóa|không hoạt động|tạm khoá|tạm dừng|đóng băng"),
    (Say::Brim, "đầy|hạn mức|dung lượng|vượt quá|hết chỗ|hạn ngạch|lưu trữ"),
    (
        Say::Full,
        "đã đầy|bị đầy|hết dung lượng|vượt quá dung lượng|hạn ngạch|dung lượng lưu trữ|vượt hạn mức|quá dung lượng|\
         đủ dung lượng|không đủ chỗ|hết chỗ",
    ),
    (Say::Ban, "bị chặn|từ chối|bị cấm|không được phép|nằm trong|danh sách|chặn"),
    (Say::Blocked, "danh sách đen|danh sách chặn|danh tiếng|uy tín|danh sách cấm"),
    (Say::Sender, "người gửi|phân giải ngược|dns ngược|tra cứu ngược"),
    (
        Say::Rate,
        "quá nhiều|quá nhanh|quá thường|giới hạn gửi|giới hạn tốc độ|mỗi giờ|mỗi phút|tần suất|vượt quá số|\
         giới hạn kết nối|giới hạn số|tốc độ|trong một giờ|một phút|chậm lại|đồng thời|số lượng thư|giới hạn thư",
    ),
    (Say::Policy, "chính sách|truy cập bị từ chối|thư rác|vi phạm|nội dung"),
    (Say::Relay, "chuyển tiếp"),
    (Say::Auth, "xác thực|đăng nhập"),
    (
        Say::Trouble,
        "lỗi nội bộ|lỗi tạm thời|bảo trì|lỗi hệ thống|lỗi máy chủ|tạm thời không khả dụng|quá tải|máy chủ tạm thời|\
         sự cố",
    ),
    (Say::Later, "thử lại|lại sau"),
    (Say::Temp, "tạm thời|hiện tại"),
    (Say::Tls, "mã hóa|mã hoá"),
    (Say::Grey, "danh sách xám"),
    (Say::Refuse, "không nhận|không chấp nhận|không tiếp nhận"),
    (Say::Mute, "lỗi không xác định|không rõ lý do|lý do không xác định|không có quyền"),
    (Say::Restricted, "người nhận từ chối|người nhận đã chặn|bị người nhận"),
];

pub(super) const THAI: Rows = &[
    (Say::Who, "กล่องจดหมาย|ผู้ใช้|ผู้รับ|บัญชี|เมลบ็อกซ์|กล่องข้อความ|ตู้จดหมาย|กล่องเมล|ตู้ไปรษณีย์"),
    (Say::Addr, "ที่อยู่|อีเมลนี้|อีเมล"),
    (Say::Domain, "โดเมน"),
    (Say::From, "ผู้ส่ง"),
    (
        Say::Us,
        "ไอพี|ip ของ|หมายเลข ip|เซิร์ฟเวอร์ของคุณ|การเชื่อมต่อ|ที่อยู่ ip|เซิร์ฟเวอร์ของท่าน|ไอพีแอดเดรส|\
     ไคลเอนต์|เครื่องแม่ข่ายของ",
    ),
    (
        Say::Gone,
        "ไม่มีอยู่|ไม่พบ|ไม่รู้จัก|ไม่มีผู้ใช้|ไม่มีบัญชี|ไม่มีกล่อง|ไม่ปรากฏ|ไม่ทราบ|ไม่มีใน|ไม่ได้ลงทะเบียน|\
         ไม่มีผู้รับ|ไม่มีชื่อ|ชื่อนี้|ไม่มีชื่อนี้|หาไม่พบ|ไม่สามารถค้นหา|ไม่มีที่อยู่|ไม่เคยมี",
    ),
    (Say::Bad, "ไม่ถูกต้อง|ผิดพลาด"),
    (
        Say::Off,
        "ปิดใช้งาน|ถูกปิด|ถูกลบ|ยกเลิก|หมดอายุ|ปิดการใช้งาน|เลิกใช้|ไม่ได้ใช้งานแล้ว|ปิดแล้ว|ปิดบัญชี|ปิดถาวร|\
         ลบแล้ว|ลบออก|ไม่ได้ใช้แล้ว|ไม่มีการใช้งาน|ถูกยกเลิก|ปิดตัว|ไม่ใช้งานแล้ว",
    ),
    (Say::Held, "ระงับ|ถูกล็อก|ไม่ได้ใช้งาน|ล็อค|อายัด|ล็อก"),
    (Say::Brim, "เต็ม|โควตา|โควต้า|เกินขนาด|พื้นที่|ความจุ|เกินกำหนด|เกินโควตา"),
    (
        Say::Full,
        "เต็มแล้ว|เกินโควตา|เกินโควต้า|พื้นที่จัดเก็บ|กล่องจดหมายเต็ม|พื้นที่ไม่|โควตาเต็ม|พื้นที่เต็ม|\
     ความจุเต็ม|พื้นที่ไม่พอ",
    ),
    (Say::Ban, "บล็อก|ปฏิเสธ|ถูกห้าม|ไม่อนุญาต|อยู่ในรายการ|ถูกแบน|ถูกกีดกัน|ปิดกั้น|ระงับ|ไม่ได้รับอนุญาต|สกัดกั้น"),
    (
        Say::Blocked,
        "บัญชีดำ|แบล็กลิสต์|แบล็คลิสต์|ชื่อเสียง|รายการบล็อก|รายชื่อต้องห้าม|รายการดำ|บล็อกลิสต์|ความน่าเชื่อถือ|\
         รายชื่อบล็อก|รายการบล็อค",
    ),
    (Say::Sender, "ผู้ส่ง|ย้อนกลับ"),
    (
        Say::Rate,
        "มากเกินไป|บ่อยเกินไป|เร็วเกินไป|ต่อชั่วโมง|ต่อนาที|อัตรา|ความถี่|จำนวนมาก|จำกัดการส่ง|เกินขีดจำกัด|\
         ขีดจำกัด|ช้าลง|เร็วไป|ถี่เกิน|เกินจำนวน|ความเร็ว|พร้อมกัน|จำนวนข้อความ|เกินกำหนดการส่ง",
    ),
    (Say::Policy, "นโยบาย|การเข้าถึงถูกปฏิเสธ|สแปม|ละเมิด|ขยะ"),
    (Say::Relay, "รีเลย์|ส่งต่อ"),
    (Say::Auth, "ยืนยันตัวตน|เข้าสู่ระบบ|รับรองความถูกต้อง|พิสูจน์ตัวตน"),
    (
        Say::Trouble,
        "ข้อผิดพลาดภายใน|ข้อผิดพลาดชั่วคราว|บำรุงรักษา|ระบบขัดข้อง|ขัดข้อง|ไม่พร้อมให้บริการ|ไม่พร้อมใช้งาน|\
         เกิดข้อผิดพลาด|เซิร์ฟเวอร์ขัดข้อง",
    ),
    (Say::Later, "ภายหลัง|ลองใหม่|อีกครั้ง"),
    (Say::Temp, "ชั่วคราว|ขณะนี้"),
    (Say::Tls, "เข้ารหัส"),
    (Say::Grey, "เกรย์ลิสต์|เกรย์ลิสติ้ง|บัญชีเทา|รายการสีเทา"),
    (Say::Refuse, "ไม่รับ|ไม่ยอมรับ"),
    (Say::Mute, "ข้อผิดพลาดที่ไม่รู้จัก|ไม่ทราบสาเหตุ|ไม่มีสิทธิ์"),
];

pub(super) const INDONESIAN: Rows = &[
    (
        Say::Who,
        "kotak surat|pengguna|penerima|akun|kotak masuk|kotak pos|peti surat|peti mel|akaun|pemilik|kotak email|\
         mailbox|pelanggan|pemilik akun|peti",
    ),
    (Say::Addr, "alamat"),
    (Say::From, "pengirim|penghantar"),
    (Say::Us, "ip anda|alamat ip|server anda|koneksi|sambungan|klien|peladen anda"),
    (
        Say::Gone,
        "tidak dikenal|tidak ada|tidak ditemukan|tidak diketahui|tidak terdaftar|tidak wujud|tidak dijumpai|\
         tidak tersedia di sini|belum terdaftar|tak dikenal|tak ditemukan|tiada pengguna|bukan pengguna|\
         dengan nama tersebut|dengan nama ini|dengan nama itu|tidak dapat ditemukan|tidak bisa ditemukan|tak ada|\
         tidak dikenali|tidak dapat dijumpai",
    ),
    (Say::Bad, "tidak valid|tidak sah|salah_|tidak benar"),
    (
        Say::Off,
        "dinonaktifkan|ditutup|dihapus|kedaluwarsa|kadaluarsa|dibatalkan|dimatikan|tidak aktif lagi|\
         sudah tidak digunakan|tidak digunakan lagi|telah berakhir|dinyahaktifkan|dihentikan|tidak lagi aktif|\
         sudah tidak aktif|tidak digunakan|tidak lagi digunakan|sudah dihapus|sudah ditutup|tidak dipakai|dipadam|\
         tidak berlaku|telah dinonaktifkan",
    ),
    (Say::Held, "ditangguhkan|dikunci|terkunci|tidak aktif|dibekukan|diblokir|digantung|nonaktif"),
    (Say::Brim, "penuh|kuota|kapasitas|melebihi|ruang|penyimpanan|tidak cukup|habis|batas penyimpanan"),
    (
        Say::Full,
        "sudah penuh|telah penuh|kotak surat penuh|kuota terlampaui|melebihi kuota|ruang penyimpanan|\
         kuota penyimpanan|kehabisan ruang|kapasitas penyimpanan|ruang tidak cukup|tidak cukup ruang",
    ),
    (
        Say::Ban,
        "diblokir|ditolak|dilarang|tidak diizinkan|terdaftar di|masuk daftar|dicekal|tidak dibenarkan|disekat|\
         tercantum",
    ),
    (Say::Blocked, "daftar hitam|daftar blokir|reputasi|senarai hitam|ip anda|server anda|disenaraihitam"),
    (Say::Sender, "pengirim|dns terbalik|reverse dns tidak"),
    (
        Say::Rate,
        "terlalu banyak|terlalu sering|terlalu cepat|batas pengiriman|batas kecepatan|per jam|per menit|laju|\
         frekuensi|terlampau sering|terlampau banyak|pembatasan|batas pesan|batas koneksi|batas jumlah|batas laju|\
         berlebihan|perlambat|bersamaan|serentak|jumlah pesan|jumlah maksimum|setiap jam",
    ),
    (Say::Policy, "kebijakan|akses ditolak|dasar keselamatan|melanggar|sampah|konten"),
    (Say::Relay, "penerusan|relay tidak|relai"),
    (Say::Auth, "autentikasi|otentikasi|masuk terlebih|log masuk"),
    (
        Say::Trouble,
        "kesalahan internal|kesalahan sementara|pemeliharaan|kesalahan sistem|gangguan|sementara tidak tersedia|\
         kesalahan server|ralat pelayan|kelebihan beban|galat",
    ),
    (Say::Later, "coba lagi|nanti|cuba lagi"),
    (Say::Temp, "sementara|untuk saat ini"),
    (Say::Domain, "ranah"),
    (Say::Tls, "enkripsi|terenkripsi|disulitkan"),
    (Say::Grey, "daftar abu|senarai kelabu"),
    (Say::Refuse, "tidak menerima|tak menerima|tidak melayani"),
    (
        Say::Mute,
        "kesalahan tidak dikenal|kesalahan yang tidak diketahui|alasan tidak diketahui|tidak ada izin|\
         tidak ada akses|tidak ada hak|tidak memiliki izin",
    ),
    (Say::Restricted, "diblokir oleh penerima|ditolak oleh penerima"),
];

pub(super) const HINDI: Rows = &[
    (Say::Who, "प्राप्तकर्ता|उपयोगकर्ता|मेलबॉक्स|खाता|खाते|यूज़र|उपभोक्ता"),
    (Say::Addr, "पता|ईमेल"),
    (Say::Domain, "डोमेन"),
    (Say::From, "प्रेषक"),
    (Say::Us, "आपका आईपी|आईपी पता|ip पता|आपका सर्वर|आपके सर्वर|कनेक्शन|आपका ip"),
    (
        Say::Gone,
        "मौजूद नहीं|अज्ञात|नहीं मिला|नहीं मिली|नहीं है ऐसा|उपलब्ध नहीं|पंजीकृत नहीं|नहीं पाया|ऐसा कोई|\
         कोई मेलबॉक्स नहीं|कोई उपयोगकर्ता नहीं|कोई खाता नहीं",
    ),
    (Say::Bad, "अमान्य|गलत"),
    (Say::Off, "बंद कर|बंद है|अक्षम|हटा दिया|निष्क्रिय कर|समाप्त हो|हटाया"),
    (Say::Held, "निलंबित|निष्क्रिय|लॉक"),
    (Say::Brim, "भरा|भर गया|कोटा|क्षमता|स्थान"),
    (Say::Full, "भरा हुआ|भर गया|कोटा पार|स्थान नहीं"),
    (Say::Ban, "अवरुद्ध|अस्वीकार|अस्वीकृत|प्रतिबंधित|अनुमति नहीं|ब्लॉक"),
    (Say::Refuse, "स्वीकार नहीं"),
    (Say::Blocked, "ब्लैकलिस्ट|काली सूची|प्रतिष्ठा"),
    (Say::Sender, "प्रेषक"),
    (Say::Rate, "बहुत अधिक|बहुत ज़्यादा|बहुत तेज|प्रति घंटे|प्रति घंटा|प्रति मिनट"),
    (Say::Policy, "नीति|स्पैम"),
    (Say::Auth, "प्रमाणीकरण|लॉगिन|प्रमाणित"),
    (Say::Tls, "एन्क्रिप्ट"),
    (Say::Trouble, "अस्थायी त्रुटि|आंतरिक त्रुटि|सर्वर त्रुटि"),
    (Say::Later, "बाद में|पुनः प्रयास"),
    (Say::Temp, "अस्थायी"),
];
