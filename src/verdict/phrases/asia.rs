//! Languages of Asia, Arabic and Hebrew. Most write no space between words: their rows begin anywhere.

use super::{Rows, Say};

pub(super) const JAPANESE: Rows = &[
    (Say::Who, "メールボックス|ユーザ|受信者|宛先|アカウント|受取人|利用者|あて先|受信箱|名宛人"),
    (Say::Addr, "アドレス"),
    (Say::Domain, "ドメイン"),
    (Say::From, "送信者|送信元|差出人|発信者"),
    (
        Say::Us,
        "接続元|ipアドレス|ip アドレス|お使いのip|貴社|お客様のip|お客様のサーバ|あなたのip|あなたのサーバ|接続が|接続は|接続を|送信サーバ|送信側|クライアント|ご利用のip",
    ),
    (
        Say::Gone,
        "存在しま|存在しない|見つかりま|見つからな|不明|未登録|登録されていま|登録がありま|該当する|ございません|知られていません|見当たりま|認識できま",
    ),
    (Say::Bad, "無効な|正しくあり|不正な|間違|誤って"),
    (
        Say::Off,
        "無効です|無効に|無効化|停止され|廃止|閉鎖|削除|解約|使用されていま|利用されていま|期限切れ|使われていま|退会|有効ではありま|終了し|受信できない状態|利用停止|使用停止",
    ),
    (Say::Held, "凍結|ロックされ|一時停止|休止"),
    (Say::Brim, "満杯|いっぱい|一杯|容量|超過|上限|空き|クォータ|オーバー|満タン"),
    (Say::Full, "容量を超|容量超過|容量オーバー|満杯|いっぱいです|容量が不足|容量がいっぱい|保存容量|空き容量"),
    (Say::Ban, "拒否|ブロック|拒絶|禁止|許可され|遮断|登録されているため|掲載され|リストに|受け付け|制限され"),
    (
        Say::Blocked,
        "ブラックリスト|ブロックリスト|評価が低|評判|レピュテーション|拒否リスト|迷惑メール送信元|スパム送信元|スパムの送信元|スパム発信",
    ),
    (Say::Sender, "送信者|送信元アドレス|送信元ドメイン|差出人|逆引き|送信ドメイン認証"),
    (
        Say::Rate,
        "多すぎ|速すぎ|頻繁|頻度|レート|流量|短時間に|短時間で|大量の|回数制限|回数が|接続数|同時接続|送信制限|送信数|通数|過剰|一時間あたり|1時間あたり|毎分|1分間|時間あたり|速度",
    ),
    (Say::Policy, "ポリシー|迷惑メールと|スパムと判定|スパムとして|アクセスが拒否|アクセス拒否"),
    (Say::Relay, "中継|リレー"),
    (Say::Auth, "認証が必要|認証して|認証に失敗|ログインして|smtp認証|認証が必須"),
    (
        Say::Trouble,
        "内部エラー|一時的なエラー|メンテナンス|システムエラー|サーバエラー|サーバーエラー|システム障害|利用できません|混雑",
    ),
    (Say::Later, "再度|後ほど|しばらく|あとで|後で|時間をおいて|時間を置いて"),
    (Say::Temp, "一時的"),
    (Say::Disabled, "受信を停止|現在使われて"),
];

pub(super) const CHINESE: Rows = &[
    (
        Say::Who,
        "邮箱|用户|收件人|帐户|账户|帐号|账号|信箱|郵箱|用戶|使用者|帳戶|帳號|收信人|郵件信箱|电子信箱|收件者|电邮帐|用户名",
    ),
    (Say::Addr, "地址|位址|邮址"),
    (Say::Domain, "域名|網域|网域|主机|主機"),
    (Say::From, "发件人|寄件人|寄件者|发信人|發件人|发送者|發信人|发送方|發送者"),
    (
        Say::Us,
        "您的ip|你的ip|ip地址|ip位址|ip 地址|ip 位址|您的服务器|您的伺服器|您的主机|连接|連接|連線|连线|来源ip|來源ip|客户端|用戶端|发信ip|你的服务器|贵方|贵司|发信服务器|您的 ip|你的 ip",
    ),
    (
        Say::Gone,
        "不存在|未找到|找不到|查无此|查無此|没有此|沒有此|没有该|沒有該|未知|不明|无此|無此|并不存在|並不存在|未注册|未註冊|没有这个|沒有這個|沒有這個|没有找到|不认识|查不到|未能找到",
    ),
    (Say::Bad, "无效|無效|错误|錯誤|不正确|不正確|有误|有誤|不合法|非法"),
    (
        Say::Off,
        "停用|已禁用|被禁用|已关闭|已關閉|已注销|已註銷|已删除|已刪除|禁用|失效|已过期|已過期|已终止|已終止|已取消|被关闭|被刪除|被删除|被關閉|已撤销|不再使用|弃用|已被注销|销户",
    ),
    (Say::Held, "冻结|凍結|锁定|鎖定|暂停|暫停|封停|被封|不活跃|未激活|休眠|停权|停權|封禁"),
    (
        Say::Brim,
        "已满|已滿|容量|超出|超过|超過|配额|配額|空间不足|空間不足|满了|滿了|爆满|存储空间|儲存空間|超限|上限|空间|空間|用尽|用盡",
    ),
    (
        Say::Full,
        "邮箱已满|信箱已满|信箱已滿|郵箱已滿|邮箱满|信箱滿|空间不足|空間不足|配额已|配額已|超出配额|超過配額|超出配額|超过配额|容量不足|容量已|超过容量|超過容量|存储空间|儲存空間|邮箱空间",
    ),
    (
        Say::Ban,
        "拒绝|拒絕|屏蔽|封锁|封鎖|被拒|列入|拦截|攔截|不允许|不允許|禁止|阻止|封禁|拒收|拉黑|退回|封阻|阻擋|阻挡|被封",
    ),
    (
        Say::Blocked,
        "黑名单|黑名單|封锁名单|封鎖名單|信誉|信譽|声誉|聲譽|封锁列表|封鎖清單|阻止列表|阻擋清單|拒收名单|垃圾邮件来源|垃圾郵件來源|信用过低|黑洞名单",
    ),
    (
        Say::Sender,
        "发件人|寄件人|寄件者|发信人|發件人|发信域名|反向解析|反向域名|反解|反向dns|发件域名|發信人|寄件網域",
    ),
    (
        Say::Rate,
        "过多|過多|太多|频率|頻率|过快|過快|太快|频繁|頻繁|速率|过高|過高|每小时|每小時|每分钟|每分鐘|限流|流量限制|发送限制|發送限制|连接数|連線數|数量超|數量超|次数|次數|發送量|发送量|短时间内|短時間內|并发|速度|大量",
    ),
    (Say::Policy, "策略|政策|拒绝访问|拒絕存取|垃圾邮件|垃圾郵件|内容违规|访问被拒|存取被拒|規則|规则"),
    (Say::Relay, "转发|轉寄|中继|中繼|轉發|转寄"),
    (Say::Auth, "身份验证|身分驗證|需要认证|需要驗證|认证失败|認證|登录后|登入|需要验证|请先登录"),
    (
        Say::Trouble,
        "内部错误|內部錯誤|系统错误|系統錯誤|临时错误|暫時錯誤|系统繁忙|系統忙碌|维护|維護|服务器错误|伺服器錯誤|服务器忙|暂时不可用|暫時無法使用|暂时无法|服务不可用",
    ),
    (Say::Later, "稍后|稍後|请重试|再试|再試|重试|重試"),
    (Say::Temp, "暂时|暫時|临时|臨時|目前"),
    (Say::Disabled, "已停用|已被停用"),
];

pub(super) const KOREAN: Rows = &[
    (Say::Who, "사서함|사용자|수신자|메일함|계정|받는 사람|편지함|받는사람|메일박스|수신인"),
    (Say::Addr, "주소"),
    (Say::Domain, "도메인"),
    (Say::From, "발신자|보낸 사람|보내는 사람|송신자|발송자|발신인|보낸사람|발신 주소|발신 도메인|발신"),
    (
        Say::Us,
        "ip 주소|ip주소|귀하의 ip|귀하의 서버|귀하의 메일|접속|연결이|연결을|발신 서버|클라이언트|발송 서버|연결 |귀사|당신의 ip|ip가|ip는|발신 ip",
    ),
    (
        Say::Gone,
        "존재하지|없습니다|없는|알 수 없|찾을 수|알수없|등록되지|찾지 못|없음|발견되지|확인되지|미등록|존재 하지|없는 사용자",
    ),
    (Say::Bad, "잘못된|유효하지|올바르지|부정확|무효"),
    (
        Say::Off,
        "비활성|사용 중지|해지|삭제|폐쇄|탈퇴|만료|사용이 중지|종료되|사용하지 않는|더 이상 사용|사용중지|닫혔|폐지",
    ),
    (Say::Held, "잠겼|잠겨|잠금|일시 중지|휴면|정지되|일시 정지|이용 정지|사용 정지|정지된|차단된 계정"),
    (Say::Brim, "가득|용량|초과|꽉 찼|할당량|한도|공간|포화|꽉"),
    (
        Say::Full,
        "가득 찼|가득 차|용량을 초과|용량이 초과|용량 초과|할당량|용량 부족|용량이 부족|저장 공간|저장공간|메일함 용량|꽉 찼",
    ),
    (Say::Ban, "차단|거부|거절|등록되어|금지|허용되지|제한되|막혔|등재"),
    (
        Say::Blocked,
        "블랙리스트|차단 목록|차단목록|평판|스팸 발송|스팸발송|차단 리스트|rbl에|스팸 ip|수신 거부 목록|차단 명단|거부 목록",
    ),
    (Say::Sender, "발신자|보낸 사람|보내는 사람|송신자|역방향|발신 도메인|발신인"),
    (
        Say::Rate,
        "너무 많|너무 빠|너무 자주|빈도|과도|시간당|분당|전송 한도|발송 한도|발송량|속도|연결 수|접속 수|전송 제한|발송 제한|동시 접속|동시 연결|많은 메일|많은 연결|전송량|횟수|대량",
    ),
    (Say::Policy, "정책|액세스 거부|접근이 거부|스팸으로|접근 거부"),
    (Say::Relay, "릴레이|중계"),
    (Say::Auth, "인증이 필요|인증 필요|로그인|인증에 실패|인증 후|인증을"),
    (Say::Trouble, "내부 오류|일시적인 오류|일시적 오류|시스템 오류|점검|서버 오류|일시적으로 사용할 수|혼잡"),
    (Say::Later, "나중에|다시 시도|잠시 후"),
    (Say::Temp, "일시적|임시"),
];

pub(super) const VIETNAMESE: Rows = &[
    (Say::Who, "hộp thư|người dùng|người nhận|tài khoản|hòm thư|thuê bao|hộp mail"),
    (Say::Addr, "địa chỉ"),
    (Say::Domain, "tên miền"),
    (Say::From, "người gửi"),
    (Say::Us, "ip của|địa chỉ ip|máy chủ của|kết nối|máy chủ gửi|máy khách"),
    (
        Say::Gone,
        "không tồn tại|không tìm thấy|không xác định|không có người|không có hộp|không có tài khoản|không được tìm|không rõ|không biết|chưa đăng ký|không được biết|chưa được đăng|không nhận ra|không hề tồn tại",
    ),
    (Say::Bad, "không hợp lệ|không đúng|sai_"),
    (
        Say::Off,
        "vô hiệu|đã đóng|bị đóng|đã xóa|đã xoá|bị xóa|bị xoá|ngừng hoạt động|hết hạn|đã hủy|đã bị hủy|không còn hoạt động|đã ngừng|không còn sử dụng|không còn được sử dụng|bị huỷ|bị hủy|tắt_",
    ),
    (Say::Held, "bị khóa|bị khoá|tạm ngưng|đình chỉ|tạm khóa|không hoạt động|tạm khoá|tạm dừng|đóng băng"),
    (Say::Brim, "đầy|hạn mức|dung lượng|vượt quá|hết chỗ|hạn ngạch|lưu trữ"),
    (
        Say::Full,
        "đã đầy|bị đầy|hết dung lượng|vượt quá dung lượng|hạn ngạch|dung lượng lưu trữ|vượt hạn mức|quá dung lượng",
    ),
    (Say::Ban, "bị chặn|từ chối|bị cấm|không được phép|nằm trong|danh sách|chặn"),
    (Say::Blocked, "danh sách đen|danh sách chặn|danh tiếng|uy tín|danh sách cấm"),
    (Say::Sender, "người gửi|phân giải ngược|dns ngược|tra cứu ngược"),
    (
        Say::Rate,
        "quá nhiều|quá nhanh|quá thường|giới hạn gửi|giới hạn tốc độ|mỗi giờ|mỗi phút|tần suất|vượt quá số|giới hạn kết nối|giới hạn số|tốc độ|trong một giờ|một phút|chậm lại",
    ),
    (Say::Policy, "chính sách|truy cập bị từ chối|thư rác"),
    (Say::Relay, "chuyển tiếp"),
    (Say::Auth, "xác thực|đăng nhập"),
    (Say::Trouble, "lỗi nội bộ|lỗi tạm thời|bảo trì|lỗi hệ thống|lỗi máy chủ|tạm thời không khả dụng|quá tải"),
    (Say::Later, "thử lại|lại sau"),
    (Say::Temp, "tạm thời|hiện tại"),
];

pub(super) const THAI: Rows = &[
    (Say::Who, "กล่องจดหมาย|ผู้ใช้|ผู้รับ|บัญชี|เมลบ็อกซ์|กล่องข้อความ|ตู้จดหมาย|กล่องเมล|ตู้ไปรษณีย์"),
    (Say::Addr, "ที่อยู่|อีเมลนี้|อีเมล"),
    (Say::Domain, "โดเมน"),
    (Say::From, "ผู้ส่ง"),
    (Say::Us, "ไอพี|ip ของ|หมายเลข ip|เซิร์ฟเวอร์ของคุณ|การเชื่อมต่อ|ที่อยู่ ip|เซิร์ฟเวอร์ของท่าน|ไอพีแอดเดรส|ไคลเอนต์|เครื่องแม่ข่ายของ"),
    (Say::Gone, "ไม่มีอยู่|ไม่พบ|ไม่รู้จัก|ไม่มีผู้ใช้|ไม่มีบัญชี|ไม่มีกล่อง|ไม่ปรากฏ|ไม่ทราบ|ไม่มีใน|ไม่ได้ลงทะเบียน|ไม่มีผู้รับ|ไม่มีชื่อ"),
    (Say::Bad, "ไม่ถูกต้อง|ผิดพลาด"),
    (Say::Off, "ปิดใช้งาน|ถูกปิด|ถูกลบ|ยกเลิก|หมดอายุ|ปิดการใช้งาน|เลิกใช้|ไม่ได้ใช้งานแล้ว|ปิดแล้ว|ปิดบัญชี|ปิดถาวร|ลบแล้ว|ลบออก"),
    (Say::Held, "ระงับ|ถูกล็อก|ไม่ได้ใช้งาน|ล็อค|อายัด|ล็อก"),
    (Say::Brim, "เต็ม|โควตา|โควต้า|เกินขนาด|พื้นที่|ความจุ|เกินกำหนด|เกินโควตา"),
    (Say::Full, "เต็มแล้ว|เกินโควตา|เกินโควต้า|พื้นที่จัดเก็บ|กล่องจดหมายเต็ม|พื้นที่ไม่|โควตาเต็ม|พื้นที่เต็ม|ความจุเต็ม"),
    (Say::Ban, "บล็อก|ปฏิเสธ|ถูกห้าม|ไม่อนุญาต|อยู่ในรายการ|ถูกแบน|ถูกกีดกัน|ปิดกั้น|ระงับ|ไม่ได้รับอนุญาต|สกัดกั้น"),
    (
        Say::Blocked,
        "บัญชีดำ|แบล็กลิสต์|แบล็คลิสต์|ชื่อเสียง|รายการบล็อก|รายชื่อต้องห้าม|รายการดำ|บล็อกลิสต์|ความน่าเชื่อถือ|รายชื่อบล็อก|รายการบล็อค",
    ),
    (Say::Sender, "ผู้ส่ง|ย้อนกลับ"),
    (
        Say::Rate,
        "มากเกินไป|บ่อยเกินไป|เร็วเกินไป|ต่อชั่วโมง|ต่อนาที|อัตรา|ความถี่|จำนวนมาก|จำกัดการส่ง|เกินขีดจำกัด|ขีดจำกัด|ช้าลง|เร็วไป|ถี่เกิน|เกินจำนวน|ความเร็ว",
    ),
    (Say::Policy, "นโยบาย|การเข้าถึงถูกปฏิเสธ|สแปม"),
    (Say::Relay, "รีเลย์|ส่งต่อ"),
    (Say::Auth, "ยืนยันตัวตน|เข้าสู่ระบบ|รับรองความถูกต้อง|พิสูจน์ตัวตน"),
    (Say::Trouble, "ข้อผิดพลาดภายใน|ข้อผิดพลาดชั่วคราว|บำรุงรักษา|ระบบขัดข้อง|ขัดข้อง|ไม่พร้อมให้บริการ|ไม่พร้อมใช้งาน"),
    (Say::Later, "ภายหลัง|ลองใหม่|อีกครั้ง"),
    (Say::Temp, "ชั่วคราว|ขณะนี้"),
];

pub(super) const INDONESIAN: Rows = &[
    (
        Say::Who,
        "kotak surat|pengguna|penerima|akun|kotak masuk|kotak pos|peti surat|peti mel|akaun|pemilik|kotak email|mailbox",
    ),
    (Say::Addr, "alamat"),
    (Say::From, "pengirim|penghantar"),
    (Say::Us, "ip anda|alamat ip|server anda|koneksi|sambungan|klien|peladen anda"),
    (
        Say::Gone,
        "tidak dikenal|tidak ada|tidak ditemukan|tidak diketahui|tidak terdaftar|tidak wujud|tidak dijumpai|tidak tersedia di sini|belum terdaftar|tak dikenal|tak ditemukan|tiada pengguna|bukan pengguna",
    ),
    (Say::Bad, "tidak valid|tidak sah|salah_|tidak benar"),
    (
        Say::Off,
        "dinonaktifkan|ditutup|dihapus|kedaluwarsa|kadaluarsa|dibatalkan|dimatikan|tidak aktif lagi|sudah tidak digunakan|tidak digunakan lagi|telah berakhir|dinyahaktifkan|dihentikan|tidak lagi aktif|sudah tidak aktif",
    ),
    (Say::Held, "ditangguhkan|dikunci|terkunci|tidak aktif|dibekukan|diblokir|digantung|nonaktif"),
    (Say::Brim, "penuh|kuota|kapasitas|melebihi|ruang|penyimpanan"),
    (
        Say::Full,
        "sudah penuh|telah penuh|kotak surat penuh|kuota terlampaui|melebihi kuota|ruang penyimpanan|kuota penyimpanan|kehabisan ruang|kapasitas penyimpanan",
    ),
    (
        Say::Ban,
        "diblokir|ditolak|dilarang|tidak diizinkan|terdaftar di|masuk daftar|dicekal|tidak dibenarkan|disekat|tercantum",
    ),
    (Say::Blocked, "daftar hitam|daftar blokir|reputasi|senarai hitam|ip anda|server anda"),
    (Say::Sender, "pengirim|dns terbalik|reverse dns tidak"),
    (
        Say::Rate,
        "terlalu banyak|terlalu sering|terlalu cepat|batas pengiriman|batas kecepatan|per jam|per menit|laju|frekuensi|terlampau sering|terlampau banyak|pembatasan|batas pesan|batas koneksi|batas jumlah|batas laju|berlebihan|perlambat",
    ),
    (Say::Policy, "kebijakan|akses ditolak|dasar keselamatan"),
    (Say::Relay, "penerusan|relay tidak|relai"),
    (Say::Auth, "autentikasi|otentikasi|masuk terlebih"),
    (
        Say::Trouble,
        "kesalahan internal|kesalahan sementara|pemeliharaan|kesalahan sistem|gangguan|sementara tidak tersedia",
    ),
    (Say::Later, "coba lagi|nanti|cuba lagi"),
    (Say::Temp, "sementara|untuk saat ini"),
];

pub(super) const ARABIC: Rows = &[
    (Say::Who, "صندوق|المستخدم|مستخدم|المستلم|مستلم|حساب|المستقبل|علبة البريد|المرسل إليه|المرسل اليه|مشترك"),
    (Say::Addr, "عنوان|العنوان|البريد"),
    (Say::Domain, "النطاق|المجال"),
    (Say::From, "المرسل_|مرسل_|الراسل"),
    (
        Say::Us,
        "عنوان ip|ip الخاص|خادمك|الخادم الخاص بك|الاتصال|عنوان ال ip|خادم الإرسال|عنوانك|اتصالك|بروتوكول الإنترنت|اتصالات",
    ),
    (
        Say::Gone,
        "غير موجود|غير معروف|لا يوجد|لم يتم العثور|مجهول|لا وجود|غير مسجل|ليس موجود|لا يمكن العثور|غير متوفر لدينا|لم يعثر|لا توجد",
    ),
    (Say::Bad, "غير صالح|غير صحيح|خاطئ|غير سليم"),
    (
        Say::Off,
        "معطل|تم تعطيل|مغلق|محذوف|تم حذف|ملغى|تم إغلاق|منتهي|تم إلغاء|لم يعد نشط|لم يعد مستخدم|حذفه|إغلاقه|تعطيله|إلغاؤه|لم يعد قيد",
    ),
    (Say::Held, "موقوف|معلق|مقفل|غير نشط|مجمد|خامل|تعليق|إيقاف"),
    (Say::Brim, "ممتلئ|ممتلئة|الحصة|السعة|تجاوز|مساحة|امتلأ|التخزين|حصة"),
    (Say::Full, "صندوق البريد ممتلئ|ممتلئ|تجاوز الحصة|تجاوز حصته|مساحة التخزين|سعة التخزين|حصة التخزين"),
    (Say::Ban, "محظور|مرفوض|تم رفض|تم حظر|ممنوع|غير مسموح|مدرج|حجب|رفض|حظر|محجوب|غير مصرح"),
    (Say::Blocked, "القائمة السوداء|قائمة سوداء|قائمة الحظر|قائمة حظر|سمعة|القوائم السوداء|قوائم الحظر|قوائم سوداء"),
    (Say::Sender, "المرسل_|الراسل|العكسي|عنوان المرسل_"),
    (
        Say::Rate,
        "عدد كبير|كثيرة جدا|كثير جدا|كثير من|بسرعة كبيرة|معدل|في الساعة|في الدقيقة|حد الإرسال|عدد كبير جدا|بشكل متكرر|الكثير من|حدود الإرسال|مفرط|سريع جدا|لكل ساعة|تجاوز عدد|تجاوزت عدد|تجاوزت الحد",
    ),
    (Say::Policy, "سياسة|السياسة|تم رفض الوصول|سياسات|بريد مزعج"),
    (Say::Relay, "الترحيل|ترحيل|إعادة التوجيه"),
    (Say::Auth, "المصادقة|مصادقة|تسجيل الدخول"),
    (Say::Trouble, "خطأ داخلي|خطأ مؤقت|صيانة|غير متاح مؤقتا|الصيانة|خطأ في النظام|عطل فني"),
    (Say::Later, "لاحقا|مرة أخرى|المحاولة"),
    (Say::Temp, "مؤقت|حاليا"),
];

pub(super) const HEBREW: Rows = &[
    (Say::Who, "תיבת|תיבה|משתמש|נמען|חשבון|הנמען|מקבל|תיבות"),
    (Say::Addr, "כתובת"),
    (Say::Domain, "דומיין|תחום|מתחם"),
    (Say::From, "שולח|השולח"),
    (Say::Us, "כתובת ip|כתובת הip|ה ip|השרת שלך|שרת שלך|החיבור|חיבור|כתובת ה ip|השרת שלכם|חיבורים|שרת השולח"),
    (
        Say::Gone,
        "לא קיים|לא קיימת|לא נמצא|לא ידוע|אינו קיים|אינה קיימת|אין משתמש|לא מוכר|אינו ידוע|אינו מוכר|אין תיבה|אין חשבון|לא מוכרת|לא ידועה|אינה מוכרת|אין נמען|לא רשום|אינו רשום",
    ),
    (Say::Bad, "לא תקין|שגוי|לא חוקי|לא תקינה|שגויה|אינו תקין|אינה תקינה|לא חוקית"),
    (Say::Off, "הושבת|מושבת|נסגר|נמחק|בוטל|סגור|לא בשימוש|פג תוקף|כבוי|אינו פעיל עוד|לא פעיל יותר|הוסר"),
    (Say::Held, "מושעה|הושעה|נעול|לא פעיל|ננעל|מוקפא|אינו פעיל|אינה פעילה|הוקפא|הוקפאה|נעולה"),
    (Say::Brim, "מלא|מלאה|מכסה|המכסה|חריגה|אחסון|נפח|חרג|מקום פנוי|מכסת"),
    (
        Say::Full,
        "תיבת הדואר מלאה|התיבה מלאה|חריגה מהמכסה|חרג מהמכסה|מכסת|נפח האחסון|תיבה מלאה|שטח אחסון|שטח האחסון|אין מקום",
    ),
    (Say::Ban, "נחסם|חסום|נדחה|סורב|אסור|מופיע|רשימה|חסומה|נחסמה|לא מורשה|נדחתה|מופיעה|אינו מורשה|נדחו|סירב|ברשימת"),
    (
        Say::Blocked,
        "רשימה שחורה|הרשימה השחורה|רשימת חסימה|מוניטין|רשימת החסימות|רשימות שחורות|רשימת החסימה|רשימות חסימה|רשימת חסימות|רשימה השחורה|ברשימות השחורות",
    ),
    (Say::Sender, "השולח|שולח|הפוך|הפוכה"),
    (
        Say::Rate,
        "יותר מדי|מהר מדי|לעתים קרובות|לשעה|לדקה|מגבלת שליחה|מגבלת קצב|קצב|תדירות|תכופ|מגבלת השליחה|רבים מדי|רבות מדי|מגבלת חיבורים|מגבלת הודעות|האט|מופרז",
    ),
    (Say::Policy, "מדיניות|הגישה נדחתה|דואר זבל"),
    (Say::Relay, "ממסר|העברה"),
    (Say::Auth, "אימות|התחבר|הזדהות"),
    (Say::Trouble, "שגיאה פנימית|שגיאה זמנית|תחזוקה|תקלה|שגיאת מערכת|שגיאת שרת"),
    (Say::Later, "מאוחר יותר|נסה שוב|נסו שוב"),
    (Say::Temp, "זמני|כרגע|באופן זמני"),
];
